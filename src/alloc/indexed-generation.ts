// What every arena of indexes shares: one generation for all of its slots, which clear() moves on.
//
// An index is `base + slot`, where base = tag and generation shifted above the slot. So one
// subtraction of the present base leaves a small positive integer for an index of this generation,
// and for every other something negative, too large or fractional: a check of bounds is a check of
// generation, tag and bounds at once.

import { IdentifiersUsedUpError } from '../memory/errors.ts';
import { IndexBits, type IndexChoices, type IndexTable } from './indexed-bits.ts';

/** The ground of IndexedArena and StructArena. */
export abstract class GenerationIndexes<Index extends number> implements IndexTable<Index> {
  readonly name: string;
  /** Whether accesses are checked. */
  readonly checked: boolean;
  /** Slots that can be in use at once: 255, 65,535 or 4,294,967,295. */
  readonly capacity: number;
  protected readonly bits: IndexBits;
  /**
   * The index of slot 1 in this generation. invariant: checked ⇒ first = tagBase + generation *
   * span + 1
   */
  protected first: number;
  /**
   * How many slots may be used in this generation: the capacity, or 0 once generations are used up.
   */
  protected room: number;
  private cleared = 0;

  constructor(kind: string, choices: IndexChoices) {
    this.bits = new IndexBits(kind, choices);
    this.name = choices.name ?? kind;
    this.checked = choices.checked;
    this.capacity = this.bits.capacity;
    this.room = this.capacity;
    this.first = this.checked ? this.bits.tagBase + 1 : 1;
  }

  /** How often the arena has been cleared. */
  get generation(): number {
    return this.cleared;
  }

  abstract has(index: Index): boolean;
  abstract slotOf(index: Index): number;
  /** Slots handed out in this generation. */
  protected abstract get slotsUsed(): number;

  /**
   * Makes every index handed out so far stale. When generations are used up the arena retires: it
   * stays empty, since an index must never become valid a second time.
   */
  protected advance(): void {
    this.cleared++;
    if (!this.checked) return;
    this.first += this.bits.span;
    if (this.cleared >= this.bits.generations) this.room = 0;
  }

  protected refuseRoom(): never {
    if (this.room === 0)
      throw new IdentifiersUsedUpError(`generations of ${this.name}`, this.bits.generations);
    throw new IdentifiersUsedUpError(`slots of ${this.name}`, this.capacity);
  }

  protected refuse(index: number): never {
    const used = this.slotsUsed;
    this.bits.refuse(index, this.name, (slot) =>
      this.cleared > 0 || slot <= used ? this.cleared : undefined,
    );
  }
}
