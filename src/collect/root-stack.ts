// A stack of roots: what a recursive function holds while it allocates. Cheaper than handles by far, since a push is one
// store and the collector scans the whole as one range.

import { DisposedError, HandleError, RootsFullError } from '../memory/errors.ts';
import type { Address } from '../memory/brands.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import { isRefOrNull, type Ref } from '../object/slot.ts';

const WORD_BYTES = 4;

/** Bytes of the space that a stack of so many roots takes. */
export function rootStackBytes(slots: number): number {
  return (1 + slots) * WORD_BYTES;
}

/** References that are kept alive, last in, first out. Made by `heap.stack`. */
export class RootStack {
  private words: Int32Array;
  /** Index of the word that says where the next one goes; the roots stand behind it. */
  private readonly state: number;
  private readonly base: number;
  private readonly end: number;

  /** @param address of `rootStackBytes(slots)` of the space that belong to the stack alone. */
  constructor(space: AddressSpace, address: Address, slots: number) {
    this.words = space.words;
    this.state = address >>> 2;
    this.base = this.state + 1;
    this.end = this.base + slots;
    this.words[this.state] = this.base;
  }

  /** References on the stack. */
  get depth(): number {
    return (this.words[this.state] ?? this.base) - this.base;
  }

  /**
   * Keeps an object alive until it is popped. Throws HandleError for what is no reference, RootsFullError when the stack is full.
   * Of which heap the reference is, it does not look, for the sake of speed; `heap.verify()` does.
   */
  push(ref: Ref): void {
    const { words, state } = this;
    const top = words[state]!;
    if (!(top < this.end) || !isRefOrNull(ref)) this.refuse(ref);
    words[top] = ref;
    words[state] = top + 1;
  }

  /** Takes the last one off. Throws HandleError when there is none. */
  pop(): Ref {
    const { words, state } = this;
    const top = words[state]! - 1;
    if (!(top >= this.base)) this.refuseEmpty();
    words[state] = top;
    return words[top]!;
  }

  /** The reference that is `below` the last one; 0 is the last itself. It may be another word after a compaction. Throws HandleError. */
  peek(below = 0): Ref {
    const at = this.base + this.depth - 1 - below;
    if (!Number.isInteger(below) || below < 0 || at < this.base)
      throw new HandleError(`there is no root ${below} below the top`);
    return this.words[at]!;
  }

  /** Hands over the roots, as a scanner does. */
  visit(visit: (start: number, end: number) => void): void {
    visit(this.base, this.base + this.depth);
  }

  followViews(space: AddressSpace): void {
    this.words = space.words;
  }

  /** Empties it for good: every push and pop throws afterwards. */
  dispose(): void {
    this.words = new Int32Array(0);
  }

  // Apart from push and pop, so that these are short enough for an engine to inline.
  private refuseEmpty(): never {
    throw new HandleError('a root was popped from an empty stack');
  }

  private refuse(ref: Ref): never {
    if (!isRefOrNull(ref))
      throw new HandleError(`${ref} is not a reference: its low bits are not 001`);
    if (this.words.length === 0) throw new DisposedError('the heap of this stack');
    throw new RootsFullError(this.end - this.base);
  }
}
