// A stack of roots: what a recursive function holds while it allocates. Cheaper than handles by far, since a push is one
// store and the collector scans the whole as one range.

import { DisposedError, HandleError, RootsFullError } from '../memory/errors.ts';
import type { Address } from '../memory/brands.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import { isRefOrNull, type Ref } from '../object/slot.ts';

/** References that are kept alive, last in, first out. Made by `heap.stack`. */
export class RootStack {
  private words: Int32Array;
  private readonly base: number;
  private end: number;
  private top: number;

  /** @param address of `slots` words of the space that belong to the stack alone. */
  constructor(space: AddressSpace, address: Address, slots: number) {
    this.words = space.words;
    this.base = this.top = address >>> 2;
    this.end = this.base + slots;
  }

  /** References on the stack. */
  get depth(): number {
    return this.top - this.base;
  }

  /**
   * Keeps an object alive until it is popped. Throws HandleError for what is no reference, RootsFullError when the stack is full.
   * Of which heap the reference is, it does not look, for the sake of speed; `heap.verify()` does.
   */
  push(ref: Ref): void {
    const top = this.top;
    if (top >= this.end || !isRefOrNull(ref)) this.refuse(ref);
    this.words[top] = ref;
    this.top = top + 1;
  }

  /** Takes the last one off. Throws HandleError when there is none. */
  pop(): Ref {
    const top = this.top - 1;
    if (top < this.base) this.refuseEmpty();
    this.top = top;
    return this.words[top]!;
  }

  /** The reference that is `below` the last one; 0 is the last itself. It may be another word after a compaction. Throws HandleError. */
  peek(below = 0): Ref {
    const at = this.top - 1 - below;
    if (!Number.isInteger(below) || at < this.base || at >= this.top)
      throw new HandleError(`there is no root ${below} below the top`);
    return this.words[at]!;
  }

  /** Hands over the roots, as a scanner does. */
  visit(visit: (start: number, end: number) => void): void {
    visit(this.base, this.top);
  }

  followViews(space: AddressSpace): void {
    this.words = space.words;
  }

  /** Empties it for good: every push and pop throws afterwards. */
  dispose(): void {
    this.top = this.end = this.base;
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
