// The write barrier: the one place where a slot of an object is stored. It marks the part of a card on which the object starts, so that a
// collection of the young knows that it has to look at the object again. A new object's first values need none.

import type { AddressSpace } from '../memory/address-space.ts';
import type { Ref, SlotWord } from '../object/slot.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { CARD_PART_SHIFT, CARD_WORD_SHIFT } from '../arena/geometry.ts';

/** Stores slots into objects of one space. */
export class WriteBarrier {
  private words!: Int32Array;
  private cards!: Int32Array;

  constructor(private readonly space: AddressSpace) {
    this.followViews();
  }

  /** Goes on with the views that the space has now. */
  followViews(): void {
    this.words = this.space.words;
    this.cards = ArenaTable.of(this.space).cards;
  }

  /** Stores a traced slot, counted from the first word of the payload. */
  store(ref: Ref, slot: number, word: SlotWord): void {
    const { words, cards } = this;
    words[(ref >>> 2) + 1 + slot] = word;
    const at = ref >>> CARD_WORD_SHIFT;
    const marks = cards[at]!;
    const mark = 1 << (ref >>> CARD_PART_SHIFT);
    if ((marks & mark) === 0) cards[at] = marks | mark;
  }
}
