// What a heap in checked mode says of a reference that is not what its user takes it for.

import { HandleError, TidemarkError } from './errors.ts';

/** What is wrong with a reference. */
export type MisuseFault =
  /** The object is dead: a collection freed it, or a rewind gave it back. */
  | 'dead'
  /** The object lives, but somewhere else: a compaction moved it. */
  | 'moved'
  /** The object has another layout. */
  | 'layout'
  /** The reference is of another heap. */
  | 'heap'
  /** The reference points into an object, behind its header. */
  | 'middle'
  /** No object begins there, or it is no reference at all. */
  | 'none';

/** What took an object away. */
export interface Freeing {
  readonly by: 'collection' | 'rewind';
  /**
   * The ordinal of the collection, as in its report; of a rewind, how many there were before it and
   * one.
   */
  readonly ordinal: number;
  /** Why the collection ran, as in its report; of a rewind, 'request'. */
  readonly reason: 'request' | 'safepoint' | 'allocation';
  /**
   * The host's stack when it began, from the call that brought it about on. Empty where
   * the engine has none, and where more than a thousand came since.
   */
  readonly stack: string;
}

/** What is known of a misuse; what is not known, or means nothing for the fault, is left out. */
export interface Misuse {
  readonly fault: MisuseFault;
  /** Name of the layout that was used, and of its field. */
  readonly layout?: string;
  readonly field?: string;
  /** Byte address that the reference stands for. */
  readonly address?: number;
  /** Name of the layout of the object that is or was there. */
  readonly found?: string;
  readonly freedBy?: Freeing;
}

/** A reference that a heap in checked mode refused: nothing was read or stored. */
export class MisuseError extends HandleError implements Misuse {
  readonly fault!: MisuseFault;
  readonly layout?: string;
  readonly field?: string;
  readonly address?: number;
  readonly found?: string;
  readonly freedBy?: Freeing;

  constructor(message: string, misuse: Misuse) {
    super(message);
    Object.assign(this, misuse);
  }
}

/** A handle that was not released when its heap was closed. */
export interface Leak {
  /** 'a root' or 'a pin'. */
  readonly what: string;
  /** The stack of the call that made it; the library's own frames come first. */
  readonly stack: string;
}

const MOST_SHOWN = 3;

/**
 * A heap in checked mode was closed while its program held roots or pins: each is named with the
 * place where it was made. Told to `onError`.
 */
export class LeakError extends TidemarkError {
  constructor(
    heap: string,
    readonly leaks: readonly Leak[],
  ) {
    const shown = leaks.slice(0, MOST_SHOWN).map(({ what, stack }) => `${what} made\n${stack}`);
    const more = leaks.length > MOST_SHOWN ? `\nand ${leaks.length - MOST_SHOWN} more` : '';
    super(
      'LEAKED',
      `${heap} was closed with ${leaks.length} handles that were never released: ` +
        `${shown.join('\n')}${more}`,
    );
  }
}
