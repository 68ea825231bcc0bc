// What a pool knows of its slabs, outside of them. One array of words has the figures, one of bytes says where blocks start:
//
//   state     | class by size | open slab by class | record of slab 0 | record of slab 1 | …
//   tags      | 3 | 0 | 0 | 3 | 0 | 0 | …                a byte for each 8 bytes up to the highest slab
//
//   class by size        for sizes in units of 8 bytes
//   open slab by class   its first slab with room, as the place of its record; 0 is none
//   record               16 words for each place where a slab can be; a slab lies at a multiple of its size, so
//                        `address >>> shift` is its number
//
//   0       1       2       3        4        5            6       7           8       9 … 15
//   | kind  | free  | live  | fresh  | limit  | slot words | next  | previous  | empty | –
//
//   kind      class of the slots; 0: the pool holds no slab here
//   free      word of the first free slot, + 1; a free slot's first word has the next one; 0 is none
//   live      slots handed out
//   fresh     word of the next slot that was not handed out since the slab was empty, + 1; 0 is none. They go up from the slab's
//             first slot to its end, and from its base up to the first slot
//   limit     where the run that fresh is in ends, as a word
//   next, previous   neighbours in the list of the slabs of this class that have room, as records; 0 is none
//   empty     place among the empties, + 1; 0 is none
//
// Invariants: a tag is the class of the block that starts there, and 0 where none does; a slab is in the list of its class ⇔ it
// has a free slot; it is among the empties ⇔ its live count is 0 (between two calls).
//
// One look at a tag tells whether a free names a block, of this pool, that was not freed, of about this size. It costs an eighth
// of the slabs, which a bitmap by slot would not (slot-pool.ts), and saves the division that finds the slot.

import type { Allocator } from './allocator.ts';
import type { SizeClasses } from './size-classes.ts';

export const RECORD_SHIFT = 4;
export const KIND = 0;
export const FREE = 1;
export const LIVE = 2;
export const FRESH = 3;
export const LIMIT = 4;
export const SLOT_WORDS = 5;
const NEXT = 6;
const PREVIOUS = 7;
const EMPTY = 8;
const WORD_SHIFT = 2;

/** 2^32 over the golden ratio: multiples of it are spread evenly (Knuth, volume 3, section 6.4). */
const GOLDEN = 0x9e3779b1;
const FIRST_RECORDS = 64;

/** Shift of the unit of sizes and tags. */
export const UNIT_SHIFT = 3;

/** The slabs of one pool, and the lists of those that have room. */
export class SlabTable {
  /** As drawn above; replaced when it grows. */
  state: Int32Array;
  tags: Uint8Array;
  /** Where the open slabs stand in `state`, by class. */
  readonly open: number;
  /** Where the records start in `state`. */
  readonly first: number;
  readonly shift: number;
  /** Slabs by number. */
  private readonly empties: number[] = [];
  private held = 0;

  constructor(
    private readonly backing: Allocator,
    private readonly classes: SizeClasses,
    private readonly keepEmpty: number,
  ) {
    this.shift = Math.log2(classes.slabBytes);
    this.open = (classes.largest >>> UNIT_SHIFT) + 1;
    this.first = this.open + classes.count + 1;
    this.state = new Int32Array(this.first + (FIRST_RECORDS << RECORD_SHIFT));
    this.tags = new Uint8Array((FIRST_RECORDS << this.shift) >>> UNIT_SHIFT);
    for (let units = 1; units < this.open; units++)
      this.state[units] = classes.classOf(units << UNIT_SHIFT);
  }

  get count(): number {
    return this.held;
  }

  get emptyCount(): number {
    return this.empties.length;
  }

  /** The class of the slots around an address; 0 when the pool has no slab there. */
  kindAt(address: number): number {
    return this.state[this.recordAt(address) + KIND] ?? 0;
  }

  /** Where the record for an address is, or would be. */
  recordAt(address: number): number {
    return this.first + ((address >>> this.shift) << RECORD_SHIFT);
  }

  /** Calls back with the slots handed out, and their bytes, of each slab that has any. */
  forEachLive(visit: (slots: number, bytes: number) => void): void {
    const { state } = this;
    for (let record = this.first; record < state.length; record += 1 << RECORD_SHIFT) {
      const live = state[record + LIVE]!;
      if (state[record + KIND] !== 0 && live !== 0)
        visit(live, live * (state[record + SLOT_WORDS]! << WORD_SHIFT));
    }
  }

  /**
   * Puts a slab with room at the head of the list of its class: an empty one of another class, or a new one. 0, or the
   * backing's code.
   */
  add(kind: number): number {
    const { slabBytes } = this.classes;
    let slab = this.empties.pop();
    if (slab !== undefined) this.unlink(this.recordOf(slab));
    else {
      const address = this.backing.allocate(slabBytes, slabBytes);
      if (address < 0) return address;
      slab = address >>> this.shift;
      this.growTo(slab);
      this.held++;
    }
    this.format(slab, kind);
    this.link(this.recordOf(slab));
    return 0;
  }

  /**
   * The slot that a slab begins with. Another in each: slabs are aligned, so with the same one in all, the
   * few blocks of many slabs would fight for the same sets of the processor's caches.
   */
  firstSlotOf(slab: number, kind: number): number {
    return ((Math.imul(slab, GOLDEN) >>> 16) * this.classes.slots[kind]!) >>> 16;
  }

  /** Takes a slab that now has room into the list of its class. */
  link(record: number): void {
    const { state } = this;
    const open = this.open + state[record + KIND]!;
    const first = state[open]!;
    state[record + NEXT] = first;
    state[record + PREVIOUS] = 0;
    if (first !== 0) state[first + PREVIOUS] = record;
    state[open] = record;
  }

  /** Takes a slab that is now full, or goes, out of the list of its class. */
  unlink(record: number): void {
    const { state } = this;
    const next = state[record + NEXT]!;
    const previous = state[record + PREVIOUS]!;
    if (next !== 0) state[next + PREVIOUS] = previous;
    if (previous !== 0) state[previous + NEXT] = next;
    else state[this.open + state[record + KIND]!] = next;
  }

  /** A slab without a block is used again: all of its slots are fresh, so that they go up in a row, whatever the order of the frees was. */
  leaveEmpties(record: number): void {
    const { state, empties } = this;
    const place = state[record + EMPTY]! - 1;
    if (place < 0) return;
    this.refresh(record);
    const last = empties.pop()!;
    const lastRecord = this.recordOf(last);
    if (lastRecord !== record) {
      empties[place] = last;
      state[lastRecord + EMPTY] = place + 1;
    }
    state[record + EMPTY] = 0;
  }

  /** The slab's last slot came back: kept, unless as many are kept as may be. */
  enterEmpties(record: number): void {
    const slab = (record - this.first) >>> RECORD_SHIFT;
    this.state[record + EMPTY] = this.empties.push(slab);
    if (this.empties.length > this.keepEmpty) this.dropLastEmpty();
  }

  /** Gives all empty slabs back. */
  trim(): void {
    while (this.empties.length > 0 && this.dropLastEmpty());
  }

  /** Gives every slab back, whatever is in it. */
  dropAll(): void {
    const { state } = this;
    for (let slab = 0; this.held > 0 && this.recordOf(slab) < state.length; slab++)
      if (state[this.recordOf(slab) + KIND] !== 0 && this.giveBack(slab))
        state[this.recordOf(slab) + KIND] = 0;
    state.fill(0, this.open, this.first);
    this.tags.fill(0);
    this.empties.length = 0;
  }

  private recordOf(slab: number): number {
    return this.first + (slab << RECORD_SHIFT);
  }

  private format(slab: number, kind: number): void {
    const { classes, state } = this;
    const record = this.recordOf(slab);
    state.fill(0, record, record + (1 << RECORD_SHIFT));
    state[record + KIND] = kind;
    state[record + SLOT_WORDS] = classes.slotBytes[kind]! >>> WORD_SHIFT;
    this.refresh(record);
  }

  /** Makes every slot fresh. */
  private refresh(record: number): void {
    const { classes, state } = this;
    const slab = (record - this.first) >>> RECORD_SHIFT;
    const kind = state[record + KIND]!;
    const slotWords = state[record + SLOT_WORDS]!;
    const base = slab << (this.shift - WORD_SHIFT);
    state[record + FREE] = 0;
    state[record + FRESH] = base + this.firstSlotOf(slab, kind) * slotWords + 1;
    state[record + LIMIT] = base + classes.slots[kind]! * slotWords;
  }

  /** The run of fresh slots came to its limit: on to the other one, if there is one. */
  turnOver(record: number): void {
    const { state } = this;
    const slab = (record - this.first) >>> RECORD_SHIFT;
    const base = slab << (this.shift - WORD_SHIFT);
    const start =
      base + this.firstSlotOf(slab, state[record + KIND]!) * state[record + SLOT_WORDS]!;
    const isFirstRun = state[record + LIMIT] !== start;
    state[record + FRESH] = isFirstRun && start > base ? base + 1 : 0;
    state[record + LIMIT] = start;
  }

  /** How many of the slab's slots were handed out since it was empty, counted from its first slot around. */
  turnsTaken(record: number): number {
    const { state } = this;
    const slab = (record - this.first) >>> RECORD_SHIFT;
    const kind = state[record + KIND]!;
    const slots = this.classes.slots[kind]!;
    const fresh = state[record + FRESH]! - 1;
    if (fresh < 0) return slots;
    const index = (fresh - (slab << (this.shift - WORD_SHIFT))) / state[record + SLOT_WORDS]!;
    return (index - this.firstSlotOf(slab, kind) + slots) % slots;
  }

  private growTo(slab: number): void {
    const needed = this.recordOf(slab + 1) - this.first;
    let records = this.state.length - this.first;
    if (needed <= records) return;
    while (records < needed) records *= 2;
    const grown = new Int32Array(this.first + records);
    grown.set(this.state);
    this.state = grown;
    const tags = new Uint8Array(
      (records >>> RECORD_SHIFT) * (this.classes.slabBytes >>> UNIT_SHIFT),
    );
    tags.set(this.tags);
    this.tags = tags;
  }

  /** A backing that does not take the slab back leaves it among the empties: nothing is lost. */
  private dropLastEmpty(): boolean {
    const slab = this.empties.at(-1)!;
    if (!this.giveBack(slab)) return false;
    this.empties.pop();
    this.unlink(this.recordOf(slab));
    this.state[this.recordOf(slab) + KIND] = 0;
    return true;
  }

  private giveBack(slab: number): boolean {
    const { slabBytes } = this.classes;
    if (this.backing.free(slab * slabBytes, slabBytes) !== 0) return false;
    this.held--;
    return true;
  }
}
