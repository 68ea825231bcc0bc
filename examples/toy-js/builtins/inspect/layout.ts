/**
 * How lists of already formatted entries are laid out on lines, the way node's
 * util.inspect does with its defaults (`compact: 3`, `breakLength: 80`): short things
 * on one line, long arrays in columns, everything else an entry a line.
 */

/** Columns of a line before entries go to lines of their own. */
export const BREAK_LENGTH = 80;
/** Levels of nesting that may still share one line. */
const COMPACT_LEVELS = 3;
/** Entries of an array, map or set that are shown. */
export const MAX_ENTRIES = 100;

const SEPARATOR_WIDTH = 2;
const MAX_COLUMNS = 15;
/** A terminal's character cell is about this many times as high as it is wide. */
const CELL_RATIO = 2.5;
/** Arrays with more entries than this are put in columns. */
const GROUPING_THRESHOLD = 6;

/** What is laid out: `base` stands before the opening brace. */
export interface Block {
  readonly base: string;
  readonly open: string;
  readonly close: string;
  readonly entries: string[];
  readonly isArray: boolean;
  /** The last entry is "… more items" and takes no part in the columns. */
  readonly hasRest: boolean;
  readonly allNumbers: boolean;
  /** Levels of nesting below this block. */
  readonly nestedLevels: number;
  readonly indentation: number;
}

/** One block as text, with the line breaks that its width asks for. */
export function layOut(block: Block): string {
  const { base, open, close, indentation } = block;
  const start = base === '' ? open : `${base} ${open}`;
  const wasGrouped = block.isArray && block.entries.length > GROUPING_THRESHOLD;
  const rows = wasGrouped ? inColumns(block) : block.entries;
  if (block.nestedLevels < COMPACT_LEVELS && rows.length === block.entries.length) {
    const fixed = rows.length + indentation + open.length + base.length + 10;
    if (fits(rows, fixed) && !base.includes('\n')) {
      const line = rows.join(', ');
      if (!line.includes('\n')) return `${start} ${line} ${close}`;
    }
  }
  const margin = `\n${' '.repeat(indentation)}`;
  return `${start}${margin}  ${rows.join(`,${margin}  `)}${margin}${close}`;
}

function fits(rows: readonly string[], fixed: number): boolean {
  let total = rows.length + fixed;
  if (total + rows.length > BREAK_LENGTH) return false;
  for (const row of rows) {
    total += row.length;
    if (total > BREAK_LENGTH) return false;
  }
  return true;
}

/** Joins array entries to rows of equally wide columns when they are short and alike. */
function inColumns(block: Block): string[] {
  const { entries, indentation } = block;
  const count = block.hasRest ? entries.length - 1 : entries.length;
  const widths: number[] = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = displayWidth(entries[i]!);
    widths.push(width);
    total += width + SEPARATOR_WIDTH;
    widest = Math.max(widest, width);
  }
  const cell = widest + SEPARATOR_WIDTH;
  const isEven = total / cell > 5 || widest <= 6;
  if (cell * 3 + indentation >= BREAK_LENGTH || !isEven) return entries;

  const bias = Math.sqrt(cell - total / entries.length);
  const biased = Math.max(cell - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(CELL_RATIO * biased * count) / biased),
    Math.floor((BREAK_LENGTH - indentation) / cell),
    COMPACT_LEVELS * 4,
    MAX_COLUMNS,
  );
  if (columns <= 1) return entries;

  const columnWidths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) width = Math.max(width, widths[i]!);
    columnWidths.push(width + SEPARATOR_WIDTH);
  }
  const rows: string[] = [];
  for (let first = 0; first < count; first += columns) {
    const last = Math.min(first + columns, count) - 1;
    let row = '';
    for (let i = first; i <= last; i++) {
      const text = i < last ? `${entries[i]!}, ` : entries[i]!;
      const width = columnWidths[i - first]! - (i < last ? 0 : SEPARATOR_WIDTH);
      const padding = ' '.repeat(
        Math.max(0, width - (text.length - entries[i]!.length) - widths[i]!),
      );
      if (block.allNumbers) row += padding + text;
      else row += i < last ? text + padding : text;
    }
    rows.push(row);
  }
  if (block.hasRest) rows.push(entries[count]!);
  return rows;
}

/** Columns that text takes on a terminal: wide characters count twice, marks not at all. */
function displayWidth(text: string): number {
  let isAscii = true;
  for (let i = 0; i < text.length && isAscii; i++) isAscii = text.charCodeAt(i) < 0x7f;
  if (isAscii) return text.length;
  let width = 0;
  for (const character of text.normalize('NFC')) {
    const point = character.codePointAt(0)!;
    if (isWide(point)) width += 2;
    else if (!isZeroWidth(point)) width += 1;
  }
  return width;
}

/** East Asian wide and full-width ranges, and pictographs (UAX 11). */
function isWide(point: number): boolean {
  return (
    point >= 0x1100 &&
    (point <= 0x115f ||
      (point >= 0x2e80 && point <= 0x3247 && point !== 0x303f) ||
      (point >= 0x3250 && point <= 0x4dbf) ||
      (point >= 0x4e00 && point <= 0xa4c6) ||
      (point >= 0xa960 && point <= 0xa97c) ||
      (point >= 0xac00 && point <= 0xd7a3) ||
      (point >= 0xf900 && point <= 0xfaff) ||
      (point >= 0xfe30 && point <= 0xfe6b) ||
      (point >= 0xff01 && point <= 0xff60) ||
      (point >= 0xffe0 && point <= 0xffe6) ||
      (point >= 0x1f300 && point <= 0x1f64f) ||
      (point >= 0x1f900 && point <= 0x1f9ff) ||
      (point >= 0x20000 && point <= 0x3fffd))
  );
}

function isZeroWidth(point: number): boolean {
  return (
    point <= 0x1f ||
    (point >= 0x7f && point <= 0x9f) ||
    (point >= 0x300 && point <= 0x36f) ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x20d0 && point <= 0x20ff) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    (point >= 0xe0100 && point <= 0xe01ef)
  );
}
