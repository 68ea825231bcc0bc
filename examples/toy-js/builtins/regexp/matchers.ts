import { At } from '../../runtime/values/layouts.ts';
import { hostString } from '../../runtime/strings/host.ts';
import { lengthOfString } from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';

/** Compiled expressions that are kept; more are compiled again when their turn comes. */
const MAX_MATCHERS = 128;
/** Expressions longer than this are not kept at all. */
const MAX_KEPT_SOURCE = 4096;
/** Strings shorter than this are not worth remembering. */
const MIN_SUBJECT = 256;
const SUPPORTED_FLAGS = 'gimsuy';
/** Longer messages of the host are cut. */
const MAX_MESSAGE = 400;

/**
 * The host's side of regular expressions: a guest RegExp is its source and flags, and the host's
 * engine does the matching. Both caches are bounded, whatever the guest does: expressions by
 * number and length, and of subjects only the last one, until the next collection.
 */
export class Matchers {
  private readonly compiled = new Map<string, RegExp>();
  private subject: Word = 0;
  private subjectText = '';

  constructor(private readonly vm: Machine) {
    // A word names a string only until the next collection.
    vm.heap.onMarked(() => {
      this.subject = 0;
      this.subjectText = '';
    });
  }

  /** Throws the guest's SyntaxError for an expression that is none. */
  compile(source: string, flags: string): RegExp {
    const key = `${flags}/${source}`;
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    const matcher = this.compileNew(source, flags);
    if (source.length <= MAX_KEPT_SOURCE) {
      if (this.compiled.size >= MAX_MATCHERS) {
        for (const oldest of this.compiled.keys()) {
          this.compiled.delete(oldest);
          break;
        }
      }
      this.compiled.set(key, matcher);
    }
    return matcher;
  }

  private compileNew(source: string, flags: string): RegExp {
    const { vm } = this;
    const isOdd = [...flags].some((flag, i) => {
      return !SUPPORTED_FLAGS.includes(flag) || flags.indexOf(flag) !== i;
    });
    if (isOdd) {
      const message = `Invalid flags supplied to RegExp constructor '${flags}'`;
      vm.throwing.error('SyntaxError', shortened(message));
    }
    try {
      // `lastIndex` counts only with g or y; the guest's own is looked after by the caller.
      return new RegExp(source, flags.includes('y') ? flags : `${flags.replace('g', '')}g`);
    } catch (e) {
      const message = e instanceof Error ? e.message : String(e);
      const shown = flags.replace('g', '');
      return vm.throwing.error(
        'SyntaxError',
        shortened(message.replace(`/${shown}g:`, `/${flags}:`)),
      );
    }
  }

  /** The host's expression for a guest RegExp object, `sticky` or not. */
  of(regexp: Word, sticky = true): RegExp {
    const { vm } = this;
    const h = regexp >>> 2;
    const flags = hostString(vm, vm.words[h + At.REGEXP_FLAGS]!);
    const source = hostString(vm, vm.words[h + At.REGEXP_SOURCE]!);
    return this.compile(source, sticky ? flags : flags.replace('y', ''));
  }

  /** The host's copy of the string at `words[slot]`. May collect to flatten it. */
  text(slot: number): string {
    const { vm } = this;
    const w = vm.words[slot]!;
    if (w === this.subject) return this.subjectText;
    const text = hostString(vm, w);
    if (lengthOfString(vm, w) >= MIN_SUBJECT) {
      this.subject = vm.words[slot]!;
      this.subjectText = text;
    }
    return text;
  }
}

/**
 * The first match at or after `from`. What was passed over is charged; what the host's engine
 * tries on the way cannot be.
 */
export function matchFrom(
  vm: Realm,
  matcher: RegExp,
  text: string,
  from: number,
): RegExpExecArray | null {
  matcher.lastIndex = from;
  const match = exec(vm, matcher, text);
  vm.fuel.charge(1);
  vm.fuel.chargeUnits((match === null ? text.length : match.index + match[0].length) - from);
  return match;
}

/** The host compiles an expression when it is used first: only then it may be too large. */
function exec(vm: Realm, matcher: RegExp, text: string): RegExpExecArray | null {
  try {
    return matcher.exec(text);
  } catch (e) {
    if (e instanceof SyntaxError) return vm.throwing.error('SyntaxError', shortened(e.message));
    throw e;
  }
}

/** The messages quote the expression. */
function shortened(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  const half = MAX_MESSAGE >> 1;
  return `${message.slice(0, half)}…${message.slice(-half)}`;
}

/** Where to look next after an empty match at `index`: past a whole code point with the flag u. */
export function advance(text: string, index: number, unicode: boolean): number {
  if (!unicode || index + 1 >= text.length) return index + 1;
  return index + (text.codePointAt(index)! > 0xffff ? 2 : 1);
}
