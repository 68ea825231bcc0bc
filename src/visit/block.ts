// A block: the place of one object in the memory, alive or dead, behind its header.

import { addressText, showAs } from '../memory/opaque.ts';
import { HOST_MASK, HOST_SHIFT, PINNED } from '../object/header.ts';
import { headerMark, layoutOf, sizeOf } from '../object/header-word.ts';
import type { LayoutRecord } from '../object/layout.ts';
import { addressOf, type Ref, refAt } from '../object/slot.ts';
import type { VisitedParts } from './parts.ts';

/**
 * What is known of a block: `live`: the last collection found it, or one before that kept it as
 * old; `new`: it was made since; `dead`: no collection will find it again, and its place is free.
 */
export type BlockState = 'live' | 'new' | 'dead';

/** What a header says. */
export interface BlockHeader {
  /** Bytes of the block, header included. */
  readonly bytes: number;
  /** Undefined where there is none with this number. */
  readonly layout: LayoutRecord | undefined;
  /** The host's two flags, 0 … 3. */
  readonly flags: number;
  readonly isPinned: boolean;
  /**
   * Whether the last collection found it alive; undefined in a heap without marks in headers. False
   * for what was made since.
   */
  readonly isMarked: boolean | undefined;
}

/**
 * The block that is visited. It is the same object for every block, so that a visit makes none:
 * what it says is good during the call alone.
 */
export class HeapBlock implements BlockHeader {
  /** A reference to it. A dead block's is good for nothing but to be shown. */
  ref: Ref = 0;
  state: BlockState = 'live';
  readonly #parts: VisitedParts;

  /** @internal */
  constructor(parts: VisitedParts) {
    this.#parts = parts;
  }

  static {
    showAs(HeapBlock, ({ state, layout, address, bytes }) => {
      const name = layout?.name ?? 'something';
      return `${state} ${name} at ${addressText(address)}, ${bytes} bytes`;
    });
  }

  /** Byte address of the header word. */
  get address(): number {
    return addressOf(this.ref);
  }

  get bytes(): number {
    return sizeOf(this.#word) || this.#parts.larges.bytesOf(this.ref);
  }

  get layout(): LayoutRecord | undefined {
    return this.#parts.layouts.get(layoutOf(this.#word));
  }

  get flags(): number {
    return (this.#word & HOST_MASK) >>> HOST_SHIFT;
  }

  get isPinned(): boolean {
    return (this.#word & PINNED) !== 0;
  }

  get isMarked(): boolean | undefined {
    return this.#parts.options.marksHeaders ? headerMark(this.#word) : undefined;
  }

  get #word(): number {
    return this.#parts.pages.space.words[this.ref >>> 2]!;
  }
}

/** What the header of the object at an address says, to be kept. */
export function readHeader(parts: VisitedParts, address: number): BlockHeader {
  const block = new HeapBlock(parts);
  block.ref = refAt(address);
  const { bytes, layout, flags, isPinned, isMarked } = block;
  return { bytes, layout, flags, isPinned, isMarked };
}
