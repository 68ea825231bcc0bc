// A run of slots of one size, and what is known of it; the run itself is never looked at.
//
//            base           floor      fresh        limit = end
//             |  second run |      first run          |
//             | 6  7  8  9  | 0  1  2 | 3   4   5     | rest |      the slots with their turns
//
// Slots are handed out in turns, from some slot on up to the end, and from the base up to that
// slot. Of the turns before `fresh` each is held or freed; a freed one has a link to the one that
// was freed before it (slab-table.ts). When no slot is freed the slab is a stack: the slot that was
// handed out last becomes fresh again, and no link is written.
//
// Places are addresses in units of 8 bytes; so are lengths. Invariants: floor ≤ fresh ≤ limit;
// `freed` is the length of the slots that have a link; without a block, fresh is the first place
// and `freed` 0.
//
// Fields, not rows of one array: an engine checks no bounds for a field. What the class of a slab
// says stands in each of its records, where it costs no second look; the fields of every call are
// the first ones, in two lines of the processor's cache.

/** 2^32 over the golden ratio: multiples of it are spread evenly (Knuth, volume 3, section 6.4). */
const GOLDEN = 0x9e3779b1;
/** A slab has at most 2^15 units. */
const UNIT_BITS = 15;
/** Shift of the unit that sizes and places are counted in. */
export const UNIT_SHIFT = 3;
/** Link of the slot that was freed first. */
export const END = 0xffff;

/** What is the same for all slabs of a class. */
export interface SlotShape {
  readonly kind: number;
  /** The longest block that the class is for; the shortest is 1 longer than `above`. */
  readonly slotBytes: number;
  readonly above: number;
  /** Slots of a slab. */
  readonly slots: number;
  readonly units: number;
  /**
   * `Math.imul(length, factor) >>> factorShift` is `length / units`, rounded down, for any length
   * within a slab.
   */
  readonly factor: number;
  readonly factorShift: number;
}

/** What follows from the sizes. */
export function shapeOf(kind: number, slotBytes: number, above: number, slots: number): SlotShape {
  const units = slotBytes >>> UNIT_SHIFT;
  // With as many bits more than the divisor as the dividend has, the quotient is exact (Granlund
  // and Montgomery 1994, theorem 4.2).
  const factorShift = UNIT_BITS + 32 - Math.clz32(units);
  const factor = Math.ceil(2 ** factorShift / Math.max(1, units)) | 0;
  return { kind, slotBytes, above, slots, units, factor, factorShift };
}

/**
 * `place`, or, below 0, as far from `length`. Without a branch: whether a slab came around is a
 * thing that no processor foresees.
 */
function around(place: number, length: number): number {
  return (place + (length & (place >> 31))) | 0;
}

/** The slab at one place, whatever its class is at the time. */
export class Slab {
  /** The turn that was freed last, as a link: the turn + 1; END: none, but fresh ones. */
  free = END;
  /** The place to be handed out next, if it is below `limit`. */
  fresh = 0;
  limit = 0;
  slotUnits = 0;
  /** Where this run began. */
  floor = 0;
  freed = 0;
  slotBytes = 0;
  above = 0;
  /**
   * Where turn 0 is, or would be if the second run went on to it: `fresh - zero` is the length of
   * what is not fresh.
   */
  zero = 0;
  /** The most that `fresh - zero` was in this class. */
  most = 0;
  /** The place of turn 0. */
  private start = 0;
  /** The length of all slots. */
  private length = 0;
  /** As its class has them. */
  private factor = 0;
  private factorShift = 0;
  /** Its class; 0 where the pool holds no slab. */
  kind = 0;
  /** Neighbours in the list of the slabs of this class that have room. */
  next: Slab | undefined = undefined;
  previous: Slab | undefined = undefined;
  /** Whether it is in that list. */
  isOpen = false;
  /** Whether it is in the list of slabs without a block. */
  isListed = false;

  constructor(
    /** Its address over its size. */
    readonly number: number,
    /** Its own place. */
    readonly base: number,
    /** Where its links begin. */
    readonly row: number,
  ) {}

  /** Makes it, without a block, one of this class. */
  become(shape: SlotShape): void {
    const { slots, units } = shape;
    this.kind = shape.kind;
    this.slotBytes = shape.slotBytes;
    this.above = shape.above;
    this.slotUnits = units;
    this.length = slots * units;
    this.factor = shape.factor;
    this.factorShift = shape.factorShift;
    // Another first slot in each: slabs are aligned, so with the same one in all, the few blocks of
    // many slabs would fight for the same sets of the processor's caches.
    const first = ((Math.imul(this.number, GOLDEN) >>> 16) * slots) >>> 16;
    this.start = this.base + first * units;
    this.most = 0;
    this.refresh();
  }

  /** Makes every slot fresh. */
  refresh(): void {
    this.free = END;
    this.freed = 0;
    this.fresh = this.start;
    this.startRun(true);
  }

  /** Whether a block is in it. */
  get isUsed(): boolean {
    return this.fresh - this.zero !== this.freed;
  }

  get blocks(): number {
    return this.isUsed ? (this.fresh - this.zero - this.freed) / this.slotUnits : 0;
  }

  /**
   * Goes over to the second run where the first one ended. False when there is no fresh slot there
   * either.
   */
  turnOver(): boolean {
    if (this.zero !== this.start || this.start === this.base) return false;
    this.fresh = this.base;
    this.startRun(false);
    return true;
  }

  /**
   * Goes back to the first run when the second one has nothing left but fresh slots. False when it
   * is in the first one.
   */
  turnBack(): boolean {
    if (this.zero === this.start) return false;
    this.startRun(true);
    this.fresh = this.limit;
    return true;
  }

  /**
   * The turn of the slot that begins at this place of the slab; -1 when none does, or it is fresh.
   */
  turnAt(place: number): number {
    const ahead = this.aheadAt(place);
    return ahead < this.fresh - this.zero ? Math.imul(ahead, this.factor) >>> this.factorShift : -1;
  }

  /** Whether the slot at this place was ever handed out in this class. */
  knows(place: number): boolean {
    return this.aheadAt(place) < Math.max(this.most, this.fresh - this.zero);
  }

  /** The place of a turn. */
  placeOf(turn: number): number {
    const ahead = this.start - this.base + Math.imul(turn, this.slotUnits);
    return this.base + around((ahead - this.length) | 0, this.length);
  }

  /**
   * How far the slot that begins at this place lies from turn 0; the whole length when none begins
   * there.
   */
  private aheadAt(place: number): number {
    const offset = (place - this.base) | 0;
    const index = Math.imul(offset, this.factor) >>> this.factorShift;
    const isSlot = Math.imul(index, this.slotUnits) === offset && offset < this.length;
    return isSlot ? around((place - this.start) | 0, this.length) : this.length;
  }

  private startRun(isFirst: boolean): void {
    this.zero = isFirst ? this.start : this.start - this.length;
    this.floor = isFirst ? this.start : this.base;
    this.limit = isFirst ? this.base + this.length : this.start;
  }
}
