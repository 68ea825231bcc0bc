// The general-purpose allocator: slots of fixed sizes in slabs, each size with its own list of
// slabs that have room. What is longer than the longest slot goes to the backing, never into the
// longest class. slab-table.ts draws what is known of a slab.
//
//   allocate   class by table lookup; the slot of the open slab that was freed last, or its next fresh one
//   free       the slab by the address, the slot by a multiplication; the size must be of the slab's class, the slot held. It becomes the
//              slab's first free one, or, if no later one was handed out, fresh again
//
// Both are O(1), and so is to know that a slab is empty. Blocks that are freed in the reverse order
// leave no lists behind, as a stack.

import {
  checkArgument,
  checkOptions,
  optional,
  powerOfTwo,
  text,
  wholeNumber,
  withDefault,
} from '../memory/check.ts';
import { KIB } from '../memory/units.ts';
import {
  ALLOCATOR,
  ALREADY_FREE,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  NOT_HELD,
  requestFault,
  WRONG_SIZE,
} from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';
import { SizeClasses } from './size-classes.ts';
import { END, type Slab, UNIT_SHIFT } from './slab.ts';
import { type SizeBin, SlabTable } from './slab-table.ts';

const DEFAULT_SLOTS_A_SLAB = 16;
const MIN_SLOTS_A_SLAB = 8;
const OPTIONS = {
  name: withDefault(text, 'pool'),
  slabBytes: withDefault(powerOfTwo(512, 256 * KIB, 'bytes'), 64 * KIB),
  largestSlot: optional(wholeNumber(8, 256 * KIB, 'bytes')),
  keepEmpty: withDefault(wholeNumber(0, Infinity, 'slabs'), 64),
};
/** Every slot is aligned to this. */
const SLOT_ALIGNMENT = 8;
const UNIT_BYTES = 1 << UNIT_SHIFT;
const UNIT_MASK = UNIT_BYTES - 1;

/** How a pool cuts its memory. */
export interface PoolOptions {
  /** Default 'pool'. */
  readonly name?: string;
  /** Bytes of a slab, a power of two; default 64 KiB, minimum 512, maximum 256 KiB. */
  readonly slabBytes?: number;
  /** Bytes of the longest slot; default slabBytes / 16, minimum 8, maximum slabBytes / 8. */
  readonly largestSlot?: number;
  /**
   * Slabs that may be empty and kept; default 64. More than these go back to the backing at once.
   */
  readonly keepEmpty?: number;
}

/** Figures of a pool. */
export interface PoolStats extends AllocatorStats {
  readonly slabs: number;
  /** Slabs without a block, kept for later: part of `held`, no part of `used`. */
  readonly emptySlabs: number;
  /** Blocks that went to the backing. */
  readonly largeBlocks: number;
}

/**
 * A pool of slots over `backing`. It finds out every bad free by itself: NOT_HELD, ALREADY_FREE,
 * and WRONG_SIZE for a size that could not be in that slot. What it cannot know: one size of a
 * class from another of the same. So `used` counts slots, not what was asked, and such a mistake
 * changes nothing.
 */
export class PoolAllocator implements Allocator {
  readonly name: string;
  private readonly classes: SizeClasses;
  private readonly slabs: SlabTable;
  /** The slabs' own, kept here for the hot paths. */
  private readonly bins: readonly SizeBin[];
  private readonly slabOf: readonly Slab[];
  private links: Uint16Array;
  private readonly shift: number;
  private readonly large = new Map<number, number>();
  private largeBytes = 0;
  private isDisposed = false;

  /** Throws BadRequestError for sizes that cannot be. */
  constructor(
    private readonly backing: Allocator,
    options: PoolOptions = {},
  ) {
    checkArgument('PoolAllocator', 'backing', backing, ALLOCATOR);
    const checked = checkOptions('PoolAllocator', options, OPTIONS);
    const slab = checked.slabBytes;
    const largest = checkArgument(
      'PoolAllocator',
      'largestSlot',
      checked.largestSlot,
      withDefault(wholeNumber(8, slab / MIN_SLOTS_A_SLAB, 'bytes'), slab / DEFAULT_SLOTS_A_SLAB),
    );
    this.name = checked.name;
    this.classes = new SizeClasses(slab, largest);
    this.slabs = new SlabTable(backing, this.classes, checked.keepEmpty);
    this.bins = this.slabs.bins;
    this.slabOf = this.slabs.slabs;
    this.links = this.slabs.links;
    this.shift = this.slabs.shift;
  }

  get memory(): Allocator['memory'] {
    return this.backing.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const { bins } = this;
    const units = (bytes + UNIT_MASK) >>> UNIT_SHIFT;
    const isUsual = (bytes | 0) === bytes && bytes > 0 && units < bins.length;
    if (!isUsual || alignment !== SLOT_ALIGNMENT) return this.allocateUnusual(bytes, alignment);
    return this.take(bins[units]!);
  }

  /** Within the slot; a block of the backing's, as the backing can. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    const slab = this.slabs.slabAt(address);
    const { kind } = slab;
    if (kind === 0) return this.resizeLarge(address, oldBytes, newBytes);
    const slotFault = this.slotFault(slab, address, oldBytes);
    if (slotFault !== 0) return slotFault;
    const fits = newBytes <= this.classes.largest && this.classes.admits(kind, newBytes);
    return fits ? 0 : CANNOT_RESIZE;
  }

  free(address: number, bytes: number): number {
    const place = address >>> UNIT_SHIFT;
    const number = address >>> this.shift;
    if (place * UNIT_BYTES !== address || number >= this.slabOf.length)
      return this.freeUnusual(address, bytes);
    const slab = this.slabOf[number]!;
    if ((bytes | 0) !== bytes || bytes <= slab.above || bytes > slab.slotBytes)
      return this.freeUnusual(address, bytes);
    const { floor, fresh } = slab;
    if (place + slab.slotUnits !== fresh || place < floor || slab.freed !== 0)
      return this.putBack(slab, address, bytes);
    const taken = fresh - slab.zero;
    if (taken > slab.most) slab.most = taken;
    if (fresh === slab.limit) this.slabs.noteRoom(slab);
    slab.fresh = place;
    if (place === floor) this.slabs.noteFloor(slab);
    return 0;
  }

  /** Counts slab by slab: neither `allocate` nor `free` keeps sums. */
  stats(): PoolStats {
    let used = this.largeBytes;
    let blocks = this.large.size;
    this.slabs.forEachLive((slots, bytes) => {
      used += bytes;
      blocks += slots;
    });
    return {
      used,
      blocks,
      held: this.slabs.count * this.classes.slabBytes + this.largeBytes,
      slabs: this.slabs.count,
      emptySlabs: this.slabs.emptyCount,
      largeBlocks: this.large.size,
    };
  }

  /** Gives the empty slabs that are kept back to the backing. */
  trim(): void {
    this.slabs.trim();
  }

  /**
   * Gives everything back to the backing, and refuses from then on. What the backing does not take
   * stays in `held`.
   */
  dispose(): void {
    this.isDisposed = true;
    for (const [address, bytes] of this.large) this.freeLarge(address, bytes);
    this.slabs.dropAll();
  }

  private take(bin: SizeBin): number {
    const slab = bin.open;
    const { free, fresh } = slab;
    if (free !== END) return this.retake(slab, free - 1);
    if (fresh === slab.limit) return this.takeElsewhere(bin);
    slab.fresh = fresh + slab.slotUnits;
    return (fresh << UNIT_SHIFT) >>> 0;
  }

  /** The slot that was freed last. */
  private retake(slab: Slab, turn: number): number {
    const { links } = this;
    const link = slab.row + turn;
    slab.free = links[link]!;
    slab.freed -= slab.slotUnits;
    links[link] = 0;
    return (slab.placeOf(turn) << UNIT_SHIFT) >>> 0;
  }

  /** The open slab has no fresh slot here, or there is none. */
  private takeElsewhere(bin: SizeBin): number {
    const code = this.isDisposed ? DISPOSED : this.slabs.makeRoom(bin);
    if (code !== 0) return code;
    this.links = this.slabs.links;
    return this.take(bin);
  }

  /** Makes a slot the first free one of its slab. */
  private putBack(slab: Slab, address: number, bytes: number): number {
    const turn = slab.turnAt(address >>> UNIT_SHIFT);
    const { links } = this;
    const link = slab.row + turn;
    if (turn < 0 || links[link] !== 0) return this.freeUnusual(address, bytes);
    if (slab.freed === 0) this.slabs.noteRoom(slab);
    const freed = slab.freed + slab.slotUnits;
    links[link] = slab.free;
    slab.free = turn + 1;
    slab.freed = freed;
    if (freed === slab.fresh - slab.zero) this.slabs.noteEmpty(slab);
    return 0;
  }

  private allocateUnusual(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    if (this.isDisposed) return DISPOSED;
    const kind = this.classes.alignedClassOf(bytes, alignment);
    if (kind !== 0) return this.take(this.slabs.bin(kind));
    const address = this.backing.allocate(bytes, alignment);
    if (address < 0) return address;
    this.large.set(address, bytes);
    this.largeBytes += bytes;
    return address;
  }

  /** Over-aligned blocks, large ones, and calls that are wrong. */
  private freeUnusual(address: number, bytes: number): number {
    const fault = blockFault(address, bytes);
    if (fault !== 0) return fault;
    const slab = this.slabs.slabAt(address);
    if (slab.kind === 0) return this.freeLarge(address, bytes);
    const slotFault = this.slotFault(slab, address, bytes);
    // A block whose slot is longer than its class is freed as a block of that class.
    return slotFault !== 0 ? slotFault : this.free(address, slab.slotBytes);
  }

  /** 0 when a block of `bytes` bytes lives at this address of the slab. */
  private slotFault(slab: Slab, address: number, bytes: number): number {
    const { classes } = this;
    const place = address / UNIT_BYTES;
    if (!slab.knows(place)) return NOT_HELD;
    const turn = slab.turnAt(place);
    if (turn < 0 || this.links[slab.row + turn] !== 0) return ALREADY_FREE;
    return bytes <= classes.largest && classes.admits(slab.kind, bytes) ? 0 : WRONG_SIZE;
  }

  private largeFault(address: number, bytes: number): number {
    const size = this.large.get(address);
    if (size === undefined) return this.isDisposed ? DISPOSED : NOT_HELD;
    return size === bytes ? 0 : WRONG_SIZE;
  }

  private resizeLarge(address: number, oldBytes: number, newBytes: number): number {
    const code =
      this.largeFault(address, oldBytes) || this.backing.resize(address, oldBytes, newBytes);
    if (code !== 0) return code;
    this.large.set(address, newBytes);
    this.largeBytes += newBytes - oldBytes;
    return 0;
  }

  private freeLarge(address: number, bytes: number): number {
    const code = this.largeFault(address, bytes) || this.backing.free(address, bytes);
    if (code !== 0) return code;
    this.large.delete(address);
    this.largeBytes -= bytes;
    return 0;
  }
}
