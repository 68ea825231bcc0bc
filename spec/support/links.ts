// Links from one page to another, or to a file: which of them lead nowhere.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /^```[^]*?^```$|`[^`\n]*`/gm;
const HEADING = /^#+ +(.+)$/gm;

/** The anchors of a page: its headings in small letters, a hyphen for each space. */
function anchorsOf(text: string): Set<string> {
  const headings = text.replace(/^```[^]*?^```$/gm, '').matchAll(HEADING);
  return new Set(
    [...headings].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links of a page below `root` to a file that is not there, or an anchor that it has not. */
export function brokenLinks(root: string, page: string, text: string): string[] {
  const links = [...text.replace(CODE, '').matchAll(LINK)].map((match) => match[1]!);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path, anchor] = link.split('#') as [string, string | undefined];
    const file = path === '' ? page : join(dirname(page), path);
    if (path !== '' && !existsSync(join(root, file))) return true;
    if (anchor === undefined) return false;
    const target = file === page ? text : readFileSync(join(root, file), 'utf8');
    return !anchorsOf(target).has(anchor);
  });
}
