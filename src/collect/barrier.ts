// The write barrier: the one place where a slot of an object is stored. It marks the part of a card
// on which the object starts, so that a collection of the young knows that it has to look at the
// object again. A new object's first values need none.

import type { AddressSpace } from '../memory/address-space.ts';
import { shown } from '../memory/check.ts';
import { DisposedError, HandleError } from '../memory/errors.ts';
import { NO_VIEWS } from '../memory/no-views.ts';
import { type SlotWord, whyNoRef } from '../object/slot.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { CARD_PART_SHIFT, CARD_WORD_SHIFT } from '../arena/geometry.ts';

/** Stores slots into objects of one space. */
export class WriteBarrier {
  private words!: Int32Array;
  private cards!: Int32Array;

  constructor(private readonly space: AddressSpace) {
    this.followViews();
  }

  /** Re-reads the views after a trim. */
  followViews(): void {
    this.words = this.space.words;
    this.cards = ArenaTable.of(this.space).cards;
  }

  /** Ends it: there is nothing to store into any more. */
  close(): void {
    this.words = NO_VIEWS.words;
    this.cards = NO_VIEWS.words;
  }

  /**
   * Stores a traced slot, counted from the first word of the payload. Throws where no object can
   * lie, and nothing was stored then.
   */
  store(ref: SlotWord, slot: number, word: SlotWord): void {
    const { words, cards } = this;
    words[(ref >>> 2) + 1 + slot] = word;
    const at = ref >>> CARD_WORD_SHIFT;
    const marks = cards[at]!;
    const mark = 1 << (ref >>> CARD_PART_SHIFT);
    if ((marks & mark) === 0) {
      if (marks === undefined) this.refuse(ref);
      cards[at] = marks | mark;
    }
  }

  /** Says that slots of an array were stored into, many at once. */
  touch(ref: SlotWord): void {
    this.store(ref, 0, this.words[(ref >>> 2) + 1]!);
  }

  private refuse(ref: SlotWord): never {
    if (this.words.length === 0) throw new DisposedError('the heap of this object');
    throw new HandleError(`a slot of ${shown(ref)}, which is no reference: ${whyNoRef(ref)}`);
  }
}
