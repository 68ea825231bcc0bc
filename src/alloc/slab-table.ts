// The slabs of a pool, all that is known of them outside of the memory itself.
//
//   bins    | – | 8 bytes | 16 bytes | …       by size; the first slab of the class that has room
//   slabs   | – | – | slab | – | slab | …      by place; a slab lies at a multiple of its size, so
//                                              `address >>> shift` is its number
//   links   | 0 | 0 | 7 | 0 | 0 | END | …      a row for each slab, two bytes for each of its slots: 0
//                                              for one that is held or fresh, or else the turn that
//                                              was freed before it + 1
//
// Invariants: a slab that has room is in the list of its class, and one that is full leaves it when
// it is next come across; a slab without a block is among the empties, and one that is used again
// leaves them likewise. So a pool that is emptied and filled again and again moves no lists.
//
// A slot of 8 bytes costs 2 for its link, one of 512 no more, and a block that was freed is not
// written to: who writes to it after that harms no list. A bitmap would be smaller, but gives no
// list of what is free, and so no O(1) (slot-pool.ts has one).

import type { Allocator } from './allocator.ts';
import type { SizeClasses } from './size-classes.ts';
import { END, shapeOf, Slab, type SlotShape, UNIT_SHIFT } from './slab.ts';

const FIRST_SLABS = 64;

/** One class of sizes. */
export class SizeBin {
  constructor(
    /** What is the same for its slabs. */
    readonly shape: SlotShape,
    /** Its first slab with room; one without a slot where no slab has room. */
    public open: Slab,
  ) {}
}

/** The slabs of one pool, and the lists of those that have room. */
export class SlabTable {
  /**
   * By size in units of 8 bytes: sizes of one class share a bin. The one of size 0 never has a
   * slab.
   */
  readonly bins: readonly SizeBin[];
  /** By number; replaced never, but longer with every slab that lies higher than all before. */
  readonly slabs: Slab[] = [];
  /** As drawn above; replaced when it grows. */
  links: Uint16Array;
  readonly shift: number;
  /** In place of a slab where there is none. */
  private readonly noSlab = new Slab(0, 0, 0);
  /** By class. */
  private readonly binOf: readonly SizeBin[];
  /** Slabs without a block, at most `keepEmpty`; and some that are used again. */
  private readonly empties: Slab[] = [];
  /** Place in `empties` that is looked at next. */
  private cursor = 0;
  private held = 0;

  constructor(
    private readonly backing: Allocator,
    private readonly classes: SizeClasses,
    private readonly keepEmpty: number,
  ) {
    this.shift = Math.log2(classes.slabBytes);
    this.links = new Uint16Array(FIRST_SLABS * this.rowLength);
    const { slotBytes, slots } = classes;
    this.binOf = Array.from(slotBytes, (bytes, kind) => {
      const shape = shapeOf(kind, bytes, slotBytes[kind - 1] ?? 0, slots[kind]!);
      return new SizeBin(shape, this.noSlab);
    });
    this.bins = Array.from(classes.byUnits, (kind) => this.binOf[kind]!);
  }

  get count(): number {
    return this.held;
  }

  /** Slabs without a block. */
  get emptyCount(): number {
    return this.slabs.reduce((sum, { kind, isUsed }) => sum + Number(kind !== 0 && !isUsed), 0);
  }

  /** The bin of a class. */
  bin(kind: number): SizeBin {
    return this.binOf[kind]!;
  }

  /** The slab around an address; one of class 0 when the pool has none there. */
  slabAt(address: number): Slab {
    return this.slabs[address >>> this.shift] ?? this.noSlab;
  }

  /** Calls back with the blocks and the bytes of each slab that has any. */
  forEachLive(visit: (blocks: number, bytes: number) => void): void {
    for (const { blocks, slotBytes } of this.slabs)
      if (blocks !== 0) visit(blocks, blocks * slotBytes);
  }

  /**
   * Sees to it that the open slab of the bin has room: it itself after all, another one of the bin,
   * an empty one of another, or a new one. 0, or the backing's code.
   */
  makeRoom(bin: SizeBin): number {
    for (let slab = bin.open; slab !== this.noSlab; slab = bin.open) {
      if (slab.free !== END || slab.fresh < slab.limit || slab.turnOver()) return 0;
      this.unlink(slab);
    }
    let slab = this.lastEmpty();
    if (slab !== undefined) this.unlink(slab);
    else {
      const { slabBytes } = this.classes;
      const address = this.backing.allocate(slabBytes, slabBytes);
      if (address < 0) return address;
      this.growTo(address >>> this.shift);
      slab = this.slabs[address >>> this.shift]!;
      this.held++;
    }
    slab.become(bin.shape);
    this.link(slab);
    return 0;
  }

  /** A slab without a fresh slot in this run gets a free one. */
  noteRoom(slab: Slab): void {
    if (!slab.isOpen) this.link(slab);
  }

  /** All that was handed out in this run of the slab came back, in the reverse order. */
  noteFloor(slab: Slab): void {
    if (!slab.turnBack() && !slab.isListed) this.keep(slab);
  }

  /**
   * The slab's last block went, and some slots have links. All are fresh again, so that they go up
   * in a row the next time, whatever the order of the frees was.
   */
  noteEmpty(slab: Slab): void {
    const taken = slab.fresh - slab.zero;
    this.links.fill(0, slab.row, slab.row + taken / slab.slotUnits);
    slab.most = Math.max(slab.most, taken);
    slab.refresh();
    if (!slab.isListed) this.keep(slab);
  }

  /** Gives all empty slabs back. */
  trim(): void {
    for (let slab = this.lastEmpty(); slab !== undefined; slab = this.lastEmpty())
      if (!this.drop(slab)) return;
  }

  /** Gives every slab back, whatever is in it. */
  dropAll(): void {
    for (const slab of this.slabs) {
      slab.refresh();
      if (slab.kind !== 0 && this.giveBack(slab)) slab.become(this.binOf[0]!.shape);
    }
    for (const bin of this.binOf) bin.open = this.noSlab;
    this.links.fill(0);
    this.empties.length = 0;
  }

  /** Links of a slab whose slots are as short as can be. */
  private get rowLength(): number {
    return this.classes.slabBytes >>> UNIT_SHIFT;
  }

  private link(slab: Slab): void {
    const bin = this.binOf[slab.kind]!;
    const first = bin.open;
    slab.previous = undefined;
    slab.next = first === this.noSlab ? undefined : first;
    if (slab.next !== undefined) slab.next.previous = slab;
    slab.isOpen = true;
    bin.open = slab;
  }

  private unlink(slab: Slab): void {
    const { next, previous } = slab;
    if (next !== undefined) next.previous = previous;
    if (previous !== undefined) previous.next = next;
    else this.binOf[slab.kind]!.open = next ?? this.noSlab;
    slab.isOpen = false;
  }

  /**
   * Puts a slab without a block among the empties, and takes one out if they are too many: one that
   * is used again, or this one, back to the backing. One look at a time finds those that are used,
   * since each was listed at the cost of a look.
   */
  private keep(slab: Slab): void {
    slab.isListed = true;
    this.empties.push(slab);
    if (this.empties.length <= this.keepEmpty) return;
    this.cursor = (this.cursor + 1) % this.empties.length;
    if (this.empties[this.cursor]!.isUsed) this.unlist(this.cursor);
    else this.drop(slab);
  }

  private unlist(index: number): void {
    const last = this.empties.pop()!;
    this.empties[index]!.isListed = false;
    if (index < this.empties.length) this.empties[index] = last;
  }

  /**
   * The slab that was listed last among the empties and is one; those that are used leave them on
   * the way.
   */
  private lastEmpty(): Slab | undefined {
    for (let slab = this.empties.at(-1); slab !== undefined; slab = this.empties.at(-1)) {
      if (!slab.isUsed) return slab;
      slab.isListed = false;
      this.empties.pop();
    }
    return undefined;
  }

  private growTo(number: number): void {
    const { slabs, rowLength } = this;
    while (slabs.length <= number)
      slabs.push(new Slab(slabs.length, slabs.length * rowLength, slabs.length * rowLength));
    let rows = this.links.length / rowLength;
    while (rows < slabs.length) rows *= 2;
    if (rows * rowLength === this.links.length) return;
    const links = new Uint16Array(rows * rowLength);
    // Only what may be other than 0: memory that is not written to costs none.
    for (const { row, freed, fresh, zero, slotUnits } of slabs)
      if (freed !== 0) links.set(this.links.subarray(row, row + (fresh - zero) / slotUnits), row);
    this.links = links;
  }

  /**
   * Gives back the slab that was listed last. A backing that does not take it leaves it among the
   * empties: nothing is lost.
   */
  private drop(slab: Slab): boolean {
    if (!this.giveBack(slab)) return false;
    this.empties.pop();
    slab.isListed = false;
    this.unlink(slab);
    slab.become(this.binOf[0]!.shape);
    return true;
  }

  private giveBack(slab: Slab): boolean {
    const { slabBytes } = this.classes;
    if (this.backing.free(slab.number * slabBytes, slabBytes) !== 0) return false;
    this.held--;
    return true;
  }
}
