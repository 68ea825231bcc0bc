// A stack of roots: what a recursive function holds while it allocates. Cheaper than handles by
// far, since a push is one store and the collector scans the whole as one range.

import type { Address } from '../memory/brands.ts';
import {
  callable,
  checkArgument,
  instanceOf,
  refuseArgument,
  shown,
  wholeNumber,
} from '../memory/check.ts';
import { AddressSpace } from '../memory/address-space.ts';
import {
  DisposedError,
  HandleError,
  ReenteredError,
  RootsFullError,
  ValueError,
} from '../memory/errors.ts';
import { NO_VIEWS } from '../memory/no-views.ts';
import { hide, showAs } from '../memory/opaque.ts';
import {
  addressBitsOf,
  REF_TAG,
  type Ref,
  type SlotWord,
  TAG_MASK,
  toRef,
  whyNoWord,
} from '../object/slot.ts';

const WORD_BYTES = 4;

/** Bytes of the space that a stack of so many roots takes. */
export function rootStackBytes(slots: number): number {
  return (1 + slots) * WORD_BYTES;
}

/**
 * Slot words, last in, first out: references, which are kept alive, integer words and immediates of
 * the host side by side. Made by `heap.stack`. What it hands out has the type of a reference, which
 * is a slot word too: what the word is, the host knows or asks `isRef`.
 */
export class RootStack {
  /** What tells this stack from others. */
  readonly identity = Symbol('stack');
  private words!: Int32Array;
  /** Index of the word that says where the next one goes; the roots stand behind it. */
  private readonly state!: number;
  private readonly base!: number;
  private readonly end!: number;
  /** Where pushes end: at `end`, and at once while it is frozen. */
  private limit!: number;
  /** The bits that an address in the space can have. */
  private readonly addressBits!: number;
  readonly #space: AddressSpace;

  /** @param address of `rootStackBytes(slots)` of the space that belong to the stack alone. */
  constructor(space: AddressSpace, address: Address, slots: number) {
    this.#space = checkArgument('RootStack', 'space', space, instanceOf(AddressSpace));
    const { words } = space;
    const state = address >>> 2;
    const base = state + 1;
    const end = base + slots;
    const addressBits = addressBitsOf(words.byteLength);
    hide(this, { words, state, base, end, limit: end, addressBits });
    words[state] = base;
    // An engine takes a field that was set once for a constant, and throws code away when it is set
    // again: that would be all that pushes, at the first collection.
    this.freeze(true);
    this.freeze(false);
  }

  static {
    showAs(RootStack, (stack) =>
      stack.words.length === 0
        ? 'RootStack (of a closed heap)'
        : `RootStack { ${stack.depth} of ${stack.end - stack.base} roots }`,
    );
  }

  /**
   * Words on the stack. Set, it takes off what is above, so that a function that is left by an
   * exception leaves nothing behind. Throws BadRequestError for more than there are, DisposedError.
   */
  get depth(): number {
    return (this.words[this.state] ?? this.base) - this.base;
  }

  set depth(depth: number) {
    const now = this.depth;
    if (this.words.length === 0) throw new DisposedError('the heap of this stack');
    if (!Number.isInteger(depth) || !(depth >= 0 && depth <= now))
      refuseArgument('RootStack', 'depth', depth, wholeNumber(0, now, 'words'));
    this.words[this.state] = this.base + depth;
  }

  /**
   * Puts a slot word on top: an object that it refers to lives until it is popped. Throws
   * ValueError for what is no int32 and for a reference to beyond the space, RootsFullError when
   * the stack is full, ReenteredError while the heap collects, DisposedError. Of which heap a
   * reference is, it does not look, for the sake of speed; `heap.verify()` does.
   */
  push(word: SlotWord): void {
    const { words, state } = this;
    const top = words[state]!;
    if (
      !(top < this.limit) ||
      (((word & this.addressBits) | REF_TAG) !== word &&
        ((word | 0) !== word || (word & TAG_MASK) === REF_TAG))
    )
      this.refuse(word);
    words[top] = word;
    words[state] = top + 1;
  }

  /** Takes the last one off. Throws HandleError when there is none. */
  pop(): Ref {
    const { words, state } = this;
    const top = words[state]! - 1;
    if (!(top >= this.base)) this.refuseEmpty();
    words[state] = top;
    return toRef(words[top]!);
  }

  /**
   * The word that is `below` the last one; 0 is the last itself. A reference may be another word
   * after a compaction. Throws HandleError.
   */
  peek(below = 0): Ref {
    const at = this.base + this.depth - 1 - below;
    if (!Number.isInteger(below) || below < 0 || at < this.base)
      throw new HandleError(`there is no root ${shown(below)} below the top`);
    return toRef(this.words[at]!);
  }

  /**
   * The word at an index from the bottom, for hosts that keep frames on the stack. Throws
   * HandleError.
   */
  get(index: number): Ref {
    return toRef(this.words[this.at(index)]!);
  }

  /**
   * Stores a word at an index from the bottom. Throws HandleError, and what `push` throws for a
   * word.
   */
  set(index: number, word: SlotWord): void {
    const at = this.at(index);
    if (this.limit === 0) throw new ReenteredError('set()');
    const why = whyNoWord(word, this.words.length);
    if (why !== undefined) throw new ValueError(`${shown(word)} is no slot word: ${why}`);
    this.words[at] = word;
  }

  /** Hands over the roots, as a scanner does. */
  visit(visit: (start: number, end: number) => void): void {
    checkArgument('visit', 'visit', visit, callable());
    visit(this.base, this.base + this.depth);
  }

  /** Re-reads the views after a trim. */
  followViews(): void {
    if (this.words.length > 0) this.words = this.#space.words;
  }

  /** Has it take nothing for a while, or again. */
  freeze(isFrozen: boolean): void {
    this.limit = isFrozen ? 0 : this.end;
  }

  /** Empties it for good: every push and pop throws afterwards. */
  dispose(): void {
    this.words = NO_VIEWS.words;
  }

  private at(index: number): number {
    if (!Number.isInteger(index) || !(index >= 0 && index < this.depth))
      throw new HandleError(`there is no root at ${shown(index)}; the stack holds ${this.depth}`);
    return this.base + index;
  }

  // Apart from push and pop, so that these are short enough for an engine to inline.
  private refuseEmpty(): never {
    throw new HandleError('a root was popped from an empty stack');
  }

  private refuse(word: SlotWord): never {
    if (this.words.length === 0) throw new DisposedError('the heap of this stack');
    const why = whyNoWord(word, this.words.length);
    if (why !== undefined) throw new ValueError(`${shown(word)} is no slot word: ${why}`);
    if (this.limit === 0) throw new ReenteredError('push()');
    throw new RootsFullError(this.end - this.base);
  }
}
