// Every error of the library: what was asked, what there was, and what to do about it.
//
// An error copies figures and strings only. It holds no memory of the heap or allocator that
// failed, so it may outlive it, and raising one asks nothing of it (RFC-2: an error must not need
// the memory whose absence it reports).

/** What can be wrong with a request to an allocator; alloc/allocator.ts says when each is given. */
export type AllocatorErrorCode =
  | 'OUT_OF_MEMORY'
  | 'OVER_LIMIT'
  | 'TOO_LARGE'
  | 'BAD_SIZE'
  | 'BAD_ALIGNMENT'
  | 'NOT_HELD'
  | 'ALREADY_FREE'
  | 'WRONG_SIZE'
  | 'CANNOT_RESIZE'
  | 'OVERWRITTEN'
  | 'STALE_CHECKPOINT'
  | 'DISPOSED';

/** The stable, machine-readable name of an error. */
export type ErrorCode =
  | 'BAD_REQUEST'
  | 'OUT_OF_MEMORY'
  | 'CANNOT_RESERVE'
  | 'HEAP_LIMIT'
  | 'BAD_HANDLE'
  | 'BAD_LAYOUT'
  | 'BAD_VALUE'
  | 'IDENTIFIERS_USED_UP'
  | 'DISPOSED'
  | 'SPACE_IN_USE'
  | 'ROOTS_FULL'
  | 'STILL_HELD'
  | 'LEAKED'
  | AllocatorErrorCode
  | 'REENTERED'
  | 'CORRUPT_HEAP';

/** The common ground of all errors that tidemark throws. */
export class TidemarkError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The request itself can never be met: zero, fractional, no power of two, too large, not held. */
export class BadRequestError extends TidemarkError {
  constructor(message: string) {
    super('BAD_REQUEST', message);
  }
}

/** The address space has no run of free pages that is long enough. */
export class OutOfMemoryError extends TidemarkError {
  constructor(
    /** Bytes asked for. */
    readonly asked: number,
    /** Bytes free in all; the longest run may be much shorter. */
    readonly free: number,
    /** Bytes of the longest free run. */
    readonly longest: number,
    /** What else there is to say, a sentence. */
    note = '',
  ) {
    super(
      'OUT_OF_MEMORY',
      `${asked} bytes asked; the address space has ${free} free, ${longest} of them in one run. ` +
        `${note}${note === '' ? '' : ' '}` +
        'Reserve a larger AddressSpace, or release what is no longer used.',
    );
  }
}

/** The engine could not reserve the memory of an address space. Nothing has changed. */
export class ReservationError extends TidemarkError {
  constructor(
    /** Bytes asked for. */
    readonly asked: number,
    /** What the engine threw. */
    override readonly cause?: unknown,
  ) {
    super(
      'CANNOT_RESERVE',
      `the engine cannot reserve an address space of ${asked} bytes. ` +
        'Reserve a smaller one, or give the process more (ulimit -v): an engine may set aside ' +
        '10 GiB for one of any size, and a trim needs two of them for a moment.',
    );
  }
}

/** A stack of roots has no room for one more. It stays as it is. */
export class RootsFullError extends TidemarkError {
  constructor(
    /** Roots that the stack can hold. */
    readonly slots: number,
  ) {
    super(
      'ROOTS_FULL',
      `a stack of ${slots} roots is full. Open it with more, or pop what is no longer used.`,
    );
  }
}

/**
 * The heap's limit would be passed. The heap stays usable; drop roots and collect, or raise the
 * limit.
 */
export class HeapLimitError extends TidemarkError {
  constructor(
    /** Bytes that the request would have added. */
    readonly asked: number,
    /** Bytes of the pages that the heap holds. */
    readonly used: number,
    /** The heap's limit in bytes. */
    readonly limit: number,
    /** Whether what lives leaves room, but in pieces: a compaction would bring it together. */
    readonly isFragmented = false,
    /**
     * Bytes of arenas and large objects that were handed out since the last collection, in a heap
     * that collects only where the program says so; 0 in others, which have collected already or
     * never do. Above 0, nothing has looked yet for what died of them.
     */
    readonly sinceCollection = 0,
  ) {
    super(
      'HEAP_LIMIT',
      `${asked} bytes asked, ${used} of ${limit} in use. ` +
        (sinceCollection > 0
          ? `${sinceCollection} bytes were handed out since the last collection, and nothing collects ` +
            'by itself in mode explicit: heap.collect(), or a safepoint, frees what died of them. '
          : '') +
        (isFragmented ? 'collect({ compact: true }) would make room. ' : '') +
        'Release roots and collect, or open the heap with a larger limit.',
    );
  }
}

/** A reference or root that is not this heap's, or is used after its release. */
export class HandleError extends TidemarkError {
  constructor(message: string) {
    super('BAD_HANDLE', message);
  }
}

/**
 * What was to be given back is referred to from what stays. Nothing has changed: let it go, and try
 * again.
 */
export class StillHeldError extends TidemarkError {
  constructor(
    /** Byte address of the object that is held. */
    readonly address: number,
    /** Who holds it, in words: 'a root', 'Pair.tail of the object at 0x8010'. */
    readonly holder: string,
  ) {
    super(
      'STILL_HELD',
      `the object at 0x${address.toString(16)} was made since the checkpoint, and is held by ` +
        `${holder}; release it or set it to 0, then rewind`,
    );
  }
}

/** A layout that cannot be: no such field kind, too many fields, a length where none belongs. */
export class LayoutError extends TidemarkError {
  constructor(message: string) {
    super('BAD_LAYOUT', message);
  }
}

/** A value that its slot cannot hold. */
export class ValueError extends TidemarkError {
  constructor(message: string) {
    super('BAD_VALUE', message);
  }
}

/** A table of identifiers (layouts, owners) is full. */
export class IdentifiersUsedUpError extends TidemarkError {
  constructor(what: string, limit: number) {
    super(
      'IDENTIFIERS_USED_UP',
      `all ${limit} ${what} are in use; share them, or open another space`,
    );
  }
}

/** The heap, space or allocator was closed before this call. */
export class DisposedError extends TidemarkError {
  constructor(what: string) {
    super('DISPOSED', `${what} was disposed of; open a new one`);
  }
}

/** The address space was asked to close while pages of it are held. */
export class SpaceInUseError extends TidemarkError {
  constructor(
    /** Who holds how many pages. */
    readonly holders: readonly { readonly name: string; readonly pages: number }[],
  ) {
    super(
      'SPACE_IN_USE',
      `pages are held by ${holders.map(({ name, pages }) => `${name} (${pages})`).join(', ')}; ` +
        'dispose of these first',
    );
  }
}

/**
 * A request that an allocator refused, on the checked path; the raw path returns a code in its
 * place.
 */
export class AllocatorError extends TidemarkError {
  constructor(
    code: AllocatorErrorCode,
    /** The name of the allocator that was asked. */
    readonly allocator: string,
    /** The call, with its arguments. */
    readonly call: string,
    message: string,
  ) {
    super(code, `${allocator}: ${call}: ${message}`);
  }
}

/** A call that cannot be made in the middle of a collection or a trim: nothing was done. */
export class ReenteredError extends TidemarkError {
  /** `during`: what is going on, when it is not a collection of the heap itself. */
  constructor(call: string, during = 'a collection') {
    super('REENTERED', `${call} was called during ${during}; defer it until that is over`);
  }
}

/**
 * Where a heap is not as it should be. What is not known, or means nothing for the fault, is left
 * out.
 */
export interface CorruptPlace {
  /** Byte address of the object, arena or word that is wrong. */
  readonly address?: number;
  /** Number of the arena that it lies in. */
  readonly arena?: number;
  /** Name of the object's layout. */
  readonly layout?: string;
  /** Name of the field, or number of the slot in brackets, that holds what is wrong. */
  readonly field?: string;
  /** How a root reaches the object, a step a string; empty when no root does. */
  readonly path?: readonly string[];
}

/** The heap's memory is not as the heap left it: a host has written where it should not have. */
export class CorruptHeapError extends TidemarkError implements CorruptPlace {
  readonly address?: number;
  readonly arena?: number;
  readonly layout?: string;
  readonly field?: string;
  readonly path: readonly string[];

  constructor(fault: string, place: CorruptPlace = {}) {
    const { path = [] } = place;
    const way = path.length === 0 ? '' : `, reached by ${path.join(' → ')}`;
    super(
      'CORRUPT_HEAP',
      `${fault}${way}; something wrote over the heap's memory, or kept a stale reference`,
    );
    Object.assign(this, place);
    this.path = path;
  }
}
