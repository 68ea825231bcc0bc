// What a pool knows of its slabs, outside of them: parallel arrays with an entry for each place where a slab can be.
// A slab lies at a multiple of its size, so `address >>> shift` is its number.
//
// Numbers of slabs and words are stored plus one where 0 means "none": a caller's buffer has a slab 0 and a word 0.
//
// Invariants: kind is 0 ⇔ the pool holds no slab there; a slab is in the list of its class ⇔ it has a free slot;
// a slab is among the empties ⇔ its live count is 0 (between two calls).

import type { Allocator } from './allocator.ts';
import type { SizeClasses } from './size-classes.ts';

/** The slabs of one pool, and the lists of those that have room. */
export class SlabTable {
  /** The class of the slab's slots; 0 is no slab. */
  readonly kind: Uint8Array;
  /** The first free slot, as word + 1; each free slot's first word has the next. */
  readonly freeHead: Int32Array;
  /** Slots handed out. */
  readonly live: Uint16Array;
  /** Slots from this one on have never been handed out. */
  readonly fresh: Uint16Array;
  /** By class: the first slab with room, plus one. */
  readonly open: Int32Array;
  readonly shift: number;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly empties: number[] = [];
  private held = 0;

  constructor(
    private readonly backing: Allocator,
    private readonly classes: SizeClasses,
    private readonly keepEmpty: number,
  ) {
    this.shift = Math.log2(classes.slabBytes);
    const places = Math.floor(backing.memory.bytes.length / classes.slabBytes);
    this.kind = new Uint8Array(places);
    this.freeHead = new Int32Array(places);
    this.live = new Uint16Array(places);
    this.fresh = new Uint16Array(places);
    this.next = new Int32Array(places);
    this.previous = new Int32Array(places);
    this.open = new Int32Array(classes.count + 1);
  }

  get count(): number {
    return this.held;
  }

  get emptyCount(): number {
    return this.empties.length;
  }

  /** Puts a slab with room at the head of the list of its class: an empty one of another class, or a new one. 0, or the backing's code. */
  add(kind: number): number {
    let slab = this.empties.pop();
    if (slab !== undefined) this.unlink(slab);
    else {
      const address = this.backing.allocate(this.classes.slabBytes, this.classes.slabBytes);
      if (address < 0) return address;
      slab = address >>> this.shift;
      this.held++;
    }
    this.kind[slab] = kind;
    this.freeHead[slab] = this.live[slab] = this.fresh[slab] = 0;
    const base = slab << (this.shift - 2);
    const end = (slab + 1) << (this.shift - 2);
    this.backing.memory.words.fill(0, base + this.classes.bitmapAt[kind]!, end);
    this.link(slab);
    return 0;
  }

  /** Takes a slab that now has room into the list of its class. */
  link(slab: number): void {
    const kind = this.kind[slab]!;
    const first = this.open[kind]!;
    this.next[slab] = first;
    this.previous[slab] = 0;
    if (first !== 0) this.previous[first - 1] = slab + 1;
    this.open[kind] = slab + 1;
  }

  /** Takes a slab that is now full, or goes, out of the list of its class. */
  unlink(slab: number): void {
    const next = this.next[slab]!;
    const previous = this.previous[slab]!;
    if (next !== 0) this.previous[next - 1] = previous;
    if (previous !== 0) this.next[previous - 1] = next;
    else this.open[this.kind[slab]!] = next;
  }

  /** The slab's first slot was handed out. */
  leaveEmpties(slab: number): void {
    const at = this.empties.indexOf(slab);
    if (at < 0) return;
    this.empties[at] = this.empties.at(-1)!;
    this.empties.pop();
  }

  /** The slab's last slot came back: kept, unless as many are kept as may be. */
  enterEmpties(slab: number): void {
    this.empties.push(slab);
    if (this.empties.length > this.keepEmpty) this.dropLastEmpty();
  }

  /** Gives all empty slabs back. */
  trim(): void {
    while (this.empties.length > 0 && this.dropLastEmpty());
  }

  /** Gives every slab back, whatever is in it. */
  dropAll(): void {
    for (let slab = 0; slab < this.kind.length && this.held > 0; slab++)
      if (this.kind[slab] !== 0 && this.giveBack(slab)) this.kind[slab] = 0;
    this.open.fill(0);
    this.empties.length = 0;
  }

  /** A backing that does not take the slab back leaves it among the empties: nothing is lost. */
  private dropLastEmpty(): boolean {
    const slab = this.empties.at(-1)!;
    if (!this.giveBack(slab)) return false;
    this.empties.pop();
    this.unlink(slab);
    this.kind[slab] = 0;
    return true;
  }

  private giveBack(slab: number): boolean {
    const { slabBytes } = this.classes;
    if (this.backing.free(slab * slabBytes, slabBytes) !== 0) return false;
    this.held--;
    return true;
  }
}
