// What a pool knows of its slabs, outside of them: a record for each, and one array of bytes that says where blocks start.
//
//   bins      | – | 8 bytes | 16 bytes | 24 bytes | …   by size in units of 8 bytes: the class, and its first slab with room
//   slabs     | – | – | record | – | record | …         by place; a slab lies at a multiple of its size, so
//                                                       `address >>> shift` is its number
//   tags      | 3 | 0 | 0 | 3 | 0 | 0 | …               a byte for each 8 bytes up to the highest slab
//
// Invariants: a tag is the class of the block that starts there, and 0 where none does; a slab is in the list of its class ⇔ it
// has a free slot; a slab whose live count is 0 is among the empties. One that is used again stays listed there until it is come
// across, so that a pool that is emptied and filled again and again moves no lists.
//
// One look at a tag tells whether a free names a block, of this pool, that was not freed, of about this size. It costs an eighth
// of the slabs, which a bitmap by slot would not (slot-pool.ts), and saves the division that finds the slot.
//
// Records are objects, not rows of one array: an engine checks no bounds for a field.

import type { Allocator } from './allocator.ts';
import type { SizeClasses } from './size-classes.ts';

/** 2^32 over the golden ratio: multiples of it are spread evenly (Knuth, volume 3, section 6.4). */
const GOLDEN = 0x9e3779b1;
const FIRST_SLABS = 64;
const WORD_SHIFT = 2;

/** Shift of the unit of sizes and tags. */
export const UNIT_SHIFT = 3;

/** A run of slots of one class. Places are words of the memory. */
export class Slab {
  /** Class of the slots; 0: the pool holds no slab here. */
  kind = 0;
  slotWords = 0;
  /** Slots handed out. */
  live = 0;
  /** The first free slot, + 1; a free slot's first word has the next one; 0 is none. */
  free = 0;
  /**
   * The next slot that was not handed out since the slab was empty, + 1; 0 is none. They go up from the slab's first slot to its end,
   * and from its base up to the first slot.
   */
  fresh = 0;
  /** Where the run that `fresh` is in ends, + 1. */
  limit = 0;
  /** Neighbours in the list of the slabs of this class that have room. */
  next: Slab | undefined = undefined;
  previous: Slab | undefined = undefined;
  /** Slots that were handed out before the slab was empty last, counted from its first slot around. */
  turns = 0;
  /** Whether it is listed among the empties. */
  isListed = false;

  /** @param number the slab's address by its size. */
  constructor(readonly number: number) {}
}

/** In place of a slab where there is none: it has no room. */
const NO_SLAB = new Slab(0);

/** One class of sizes. */
export class Bin {
  /** Its first slab with room; without a kind where there is none. */
  open = NO_SLAB;

  constructor(readonly kind: number) {}
}

/** The slabs of one pool, and the lists of those that have room. */
export class SlabTable {
  /** By size in units of 8 bytes. Sizes of one class share a bin. */
  readonly bins: readonly Bin[];
  /** By number; replaced never, but longer with every slab that lies higher than all before. */
  readonly slabs: Slab[] = [];
  /** As drawn above; replaced when it grows. */
  tags: Uint8Array;
  readonly shift: number;
  private readonly binOf: readonly Bin[];
  private readonly empties: Slab[] = [];
  /** Slabs whose live count is 0. */
  emptyCount = 0;
  private held = 0;

  constructor(
    private readonly backing: Allocator,
    private readonly classes: SizeClasses,
    private readonly keepEmpty: number,
  ) {
    this.shift = Math.log2(classes.slabBytes);
    this.tags = new Uint8Array((FIRST_SLABS << this.shift) >>> UNIT_SHIFT);
    this.binOf = Array.from({ length: classes.count + 1 }, (_, kind) => new Bin(kind));
    const units = (classes.largest >>> UNIT_SHIFT) + 1;
    this.bins = Array.from(
      { length: units },
      (_, unit) => this.binOf[unit === 0 ? 0 : classes.classOf(unit << UNIT_SHIFT)]!,
    );
  }

  get count(): number {
    return this.held;
  }

  /** The bin of a class. */
  bin(kind: number): Bin {
    return this.binOf[kind]!;
  }

  /** The slab around an address; one of kind 0 when the pool has none there. */
  slabAt(address: number): Slab {
    return this.slabs[address >>> this.shift] ?? NO_SLAB;
  }

  /** Calls back with the slots handed out, and their bytes, of each slab that has any. */
  forEachLive(visit: (slots: number, bytes: number) => void): void {
    for (const { kind, live, slotWords } of this.slabs)
      if (kind !== 0 && live !== 0) visit(live, live * (slotWords << WORD_SHIFT));
  }

  /**
   * Puts a slab with room at the head of the list of its class: an empty one of another class, or a new one. 0, or the
   * backing's code.
   */
  add(kind: number): number {
    const { slabBytes } = this.classes;
    let slab = this.lastEmpty();
    if (slab !== undefined) this.unlink(slab);
    else {
      const address = this.backing.allocate(slabBytes, slabBytes);
      if (address < 0) return address;
      this.growTo(address >>> this.shift);
      slab = this.slabs[address >>> this.shift]!;
      this.held++;
      this.list(slab);
    }
    slab.kind = kind;
    slab.turns = 0;
    slab.slotWords = this.classes.slotBytes[kind]! >>> WORD_SHIFT;
    this.refresh(slab);
    this.link(slab);
    return 0;
  }

  /**
   * The slot that a slab begins with. Another in each: slabs are aligned, so with the same one in all, the
   * few blocks of many slabs would fight for the same sets of the processor's caches.
   */
  firstSlotOf(slab: Slab): number {
    return ((Math.imul(slab.number, GOLDEN) >>> 16) * this.classes.slots[slab.kind]!) >>> 16;
  }

  /** How many of the slab's slots were ever handed out, counted from its first slot around. */
  turnsTaken(slab: Slab): number {
    const slots = this.classes.slots[slab.kind]!;
    if (slab.fresh === 0) return slots;
    const index = (slab.fresh - 1 - this.baseOf(slab)) / slab.slotWords;
    return Math.max(slab.turns, (index - this.firstSlotOf(slab) + slots) % slots);
  }

  /** The run of fresh slots came to its limit: on to the other one, if there is one. */
  turnOver(slab: Slab): void {
    const base = this.baseOf(slab);
    const start = base + this.firstSlotOf(slab) * slab.slotWords;
    const isFirstRun = slab.limit !== start + 1;
    slab.fresh = isFirstRun && start > base ? base + 1 : 0;
    slab.limit = start + 1;
  }

  /** Takes a slab that now has room into the list of its class. */
  link(slab: Slab): void {
    const bin = this.binOf[slab.kind]!;
    const first = bin.open;
    slab.previous = undefined;
    slab.next = first === NO_SLAB ? undefined : first;
    if (slab.next !== undefined) slab.next.previous = slab;
    bin.open = slab;
  }

  /** Takes a slab that is now full, or goes, out of the list of its class. */
  unlink(slab: Slab): void {
    const { next, previous } = slab;
    if (next !== undefined) next.previous = previous;
    if (previous !== undefined) previous.next = next;
    else this.binOf[slab.kind]!.open = next ?? NO_SLAB;
  }

  /**
   * The slab's last slot came back: kept, unless as many are kept as may be. All its slots are fresh again, so that they go up
   * in a row the next time, whatever the order of the frees was.
   */
  noteEmpty(slab: Slab): void {
    slab.turns = this.turnsTaken(slab);
    this.refresh(slab);
    this.list(slab);
    if (this.emptyCount > this.keepEmpty) this.dropLastEmpty();
  }

  /** Gives all empty slabs back. */
  trim(): void {
    while (this.dropLastEmpty());
  }

  /** Gives every slab back, whatever is in it. */
  dropAll(): void {
    for (const slab of this.slabs) if (slab.kind !== 0 && this.giveBack(slab)) slab.kind = 0;
    for (const bin of this.binOf) bin.open = NO_SLAB;
    this.tags.fill(0);
    this.empties.length = this.emptyCount = 0;
  }

  private baseOf(slab: Slab): number {
    return slab.number << (this.shift - WORD_SHIFT);
  }

  private list(slab: Slab): void {
    this.emptyCount++;
    if (slab.isListed) return;
    slab.isListed = true;
    this.empties.push(slab);
  }

  /** The slab that was listed last among the empties and is one; those that are in use leave them on the way. */
  private lastEmpty(): Slab | undefined {
    for (let slab = this.empties.at(-1); slab !== undefined; slab = this.empties.at(-1)) {
      if (slab.live === 0) return slab;
      slab.isListed = false;
      this.empties.pop();
    }
    return undefined;
  }

  /** Makes every slot fresh. */
  private refresh(slab: Slab): void {
    const base = this.baseOf(slab);
    slab.free = 0;
    slab.fresh = base + this.firstSlotOf(slab) * slab.slotWords + 1;
    slab.limit = base + this.classes.slots[slab.kind]! * slab.slotWords + 1;
  }

  private growTo(number: number): void {
    while (this.slabs.length <= number) this.slabs.push(new Slab(this.slabs.length));
    const perSlab = this.classes.slabBytes >>> UNIT_SHIFT;
    let units = this.tags.length;
    while (units < this.slabs.length * perSlab) units *= 2;
    if (units === this.tags.length) return;
    const tags = new Uint8Array(units);
    tags.set(this.tags);
    this.tags = tags;
  }

  /** A backing that does not take the slab back leaves it among the empties: nothing is lost. */
  private dropLastEmpty(): boolean {
    const slab = this.lastEmpty();
    if (slab === undefined || !this.giveBack(slab)) return false;
    this.empties.pop();
    this.emptyCount--;
    slab.isListed = false;
    this.unlink(slab);
    slab.kind = 0;
    return true;
  }

  private giveBack(slab: Slab): boolean {
    const { slabBytes } = this.classes;
    if (this.backing.free(slab.number * slabBytes, slabBytes) !== 0) return false;
    this.held--;
    return true;
  }
}
