// The general-purpose allocator: slots of fixed sizes in slabs, each size with its own list of slabs that have room. What is longer
// than the longest slot goes to the backing, never into the longest class. slab-table.ts draws what is known of a slab.
//
//   allocate   class by table lookup; the open slab's first free slot, or its next fresh one; the tag is set
//   free       the tag must be the class of the size; it is cleared; the slot heads the slab's free list
//
// Both are O(1), and so is to know that a slab is empty. The tag is what makes a second free an answer in place of a loop in the list.

import { BadRequestError } from '../memory/errors.ts';
import { KIB } from '../memory/units.ts';
import {
  ALREADY_FREE,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  isAlignment,
  NOT_HELD,
  requestFault,
  WRONG_SIZE,
} from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';
import { SizeClasses } from './size-classes.ts';
import { type Bin, type Slab, SlabTable, UNIT_SHIFT } from './slab-table.ts';

const DEFAULT_SLAB = 64 * KIB;
const MIN_SLAB = 512;
const MAX_SLAB = 256 * KIB;
const DEFAULT_SLOTS_A_SLAB = 16;
const MIN_SLOTS_A_SLAB = 8;
const DEFAULT_KEEP_EMPTY = 64;
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
  /** Slabs that may be empty and kept; default 64. More than these go back to the backing at once. */
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
 * A pool of slots over `backing`. It finds out every bad free by itself: NOT_HELD, ALREADY_FREE, and WRONG_SIZE for a size that
 * could not be in that slot. What it cannot know: one size of a class from another of the same. So `used` counts slots, not
 * what was asked, and such a mistake changes nothing.
 */
export class PoolAllocator implements Allocator {
  readonly name: string;
  private readonly classes: SizeClasses;
  private readonly slabs: SlabTable;
  private words: Int32Array;
  private readonly unfollow: (() => void) | undefined;
  /** The slabs' own, kept here for the hot paths. */
  private readonly bins: readonly Bin[];
  private readonly slabOf: readonly Slab[];
  private tags: Uint8Array;
  private readonly largest: number;
  private readonly mask: number;
  private readonly shift: number;
  private readonly large = new Map<number, number>();
  private largeBytes = 0;
  private isDisposed = false;

  /** Throws BadRequestError for sizes that cannot be. */
  constructor(
    private readonly backing: Allocator,
    options: PoolOptions = {},
  ) {
    const slab = options.slabBytes ?? DEFAULT_SLAB;
    const largest = options.largestSlot ?? slab / DEFAULT_SLOTS_A_SLAB;
    const keep = options.keepEmpty ?? DEFAULT_KEEP_EMPTY;
    if (!isAlignment(slab) || slab < MIN_SLAB || slab > MAX_SLAB)
      throw new BadRequestError(
        `a slab of ${slab} bytes; a power of two from ${MIN_SLAB} to ${MAX_SLAB} is possible`,
      );
    if (!Number.isInteger(largest) || largest < 8 || largest > slab / MIN_SLOTS_A_SLAB)
      throw new BadRequestError(
        `a slot of ${largest} bytes; 8 to ${slab / MIN_SLOTS_A_SLAB} are possible in this slab`,
      );
    if (!Number.isInteger(keep) || keep < 0)
      throw new BadRequestError(`${keep} empty slabs to keep; a whole number from 0 up`);
    this.name = options.name ?? 'pool';
    this.classes = new SizeClasses(slab, largest);
    this.slabs = new SlabTable(backing, this.classes, keep);
    this.words = backing.memory.words;
    this.unfollow = backing.memory.onViewsChanged?.(() => {
      this.words = backing.memory.words;
    });
    this.bins = this.slabs.bins;
    this.slabOf = this.slabs.slabs;
    this.tags = this.slabs.tags;
    this.largest = this.classes.largest;
    this.mask = slab - 1;
    this.shift = this.slabs.shift;
  }

  get memory(): Allocator['memory'] {
    return this.backing.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const isUsual = (bytes | 0) === bytes && bytes > 0 && bytes <= this.largest;
    if (!isUsual || alignment !== SLOT_ALIGNMENT) return this.allocateUnusual(bytes, alignment);
    const bin = this.bins[(bytes + UNIT_MASK) >>> UNIT_SHIFT]!;
    const slab = bin.open;
    if (slab.kind === 0) return this.takeSlot(bin.kind);
    const word = this.popSlot(slab);
    const live = slab.live;
    if (live === 0) this.slabs.emptyCount--;
    slab.live = live + 1;
    this.tags[word >>> (UNIT_SHIFT - 2)] = bin.kind;
    return word * 4;
  }

  /** Within the slot; a block of the backing's, as the backing can. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    const { kind } = this.slabs.slabAt(address);
    if (kind === 0) return this.resizeLarge(address, oldBytes, newBytes);
    const slotFault = this.slotFault(address, kind, oldBytes);
    if (slotFault !== 0) return slotFault;
    const fits = newBytes <= this.classes.largest && this.classes.admits(kind, newBytes);
    return fits ? 0 : CANNOT_RESIZE;
  }

  free(address: number, bytes: number): number {
    const { tags } = this;
    const isUsual = (bytes | 0) === bytes && bytes > 0 && bytes <= this.largest;
    const unit = address >>> UNIT_SHIFT;
    if (!isUsual || unit * UNIT_BYTES !== address || unit >= tags.length)
      return this.freeUnusual(address, bytes);
    if (tags[unit] !== this.bins[(bytes + UNIT_MASK) >>> UNIT_SHIFT]!.kind)
      return this.freeUnusual(address, bytes);
    tags[unit] = 0;
    const word = address >>> 2;
    const slab = this.slabOf[address >>> this.shift]!;
    const free = slab.free;
    const live = slab.live - 1;
    this.words[word] = free;
    slab.free = word + 1;
    slab.live = live;
    if (free === 0 && slab.fresh === 0) this.slabs.link(slab);
    if (live === 0) this.slabs.noteEmpty(slab);
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

  /** Gives everything back to the backing, and refuses from then on. */
  dispose(): void {
    this.isDisposed = true;
    this.unfollow?.();
    for (const [address, bytes] of this.large) this.backing.free(address, bytes);
    this.large.clear();
    this.slabs.dropAll();
    this.largeBytes = 0;
  }

  /** From a new slab where the class has none with room. */
  private takeSlot(kind: number): number {
    const bin = this.slabs.bin(kind);
    if (bin.open.kind === 0) {
      const code = this.isDisposed ? DISPOSED : this.slabs.add(kind);
      if (code !== 0) return code;
      this.tags = this.slabs.tags;
    }
    const slab = bin.open;
    const word = this.popSlot(slab);
    if (slab.live++ === 0) this.slabs.emptyCount--;
    this.tags[word >>> (UNIT_SHIFT - 2)] = kind;
    return word * 4;
  }

  /** A slot of a slab that has one: the one that was freed last, or the next fresh one. */
  private popSlot(slab: Slab): number {
    const free = slab.free;
    if (free !== 0) {
      const next = this.words[free - 1]!;
      slab.free = next;
      if (next === 0 && slab.fresh === 0) this.slabs.unlink(slab);
      return free - 1;
    }
    const fresh = slab.fresh;
    const next = fresh + slab.slotWords;
    slab.fresh = next;
    if (next === slab.limit) this.noteLimit(slab);
    return fresh - 1;
  }

  /** A run of fresh slots came to its end, and nothing else is free. */
  private noteLimit(slab: Slab): void {
    this.slabs.turnOver(slab);
    if (slab.fresh === 0) this.slabs.unlink(slab);
  }

  private allocateUnusual(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    if (this.isDisposed) return DISPOSED;
    const kind = this.classes.alignedClassOf(bytes, alignment);
    if (kind !== 0) return this.takeSlot(kind);
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
    const { kind } = this.slabs.slabAt(address);
    if (kind === 0) return this.freeLarge(address, bytes);
    const slotFault = this.slotFault(address, kind, bytes);
    // A block whose slot is longer than its class is freed as a block of that class.
    return slotFault !== 0 ? slotFault : this.free(address, this.classes.slotBytes[kind]!);
  }

  /** 0 when a block of `bytes` bytes lives at this address of a slab. */
  private slotFault(address: number, kind: number, bytes: number): number {
    const { classes, slabs } = this;
    if (this.tags[address / UNIT_BYTES] !== kind) {
      const slab = slabs.slabAt(address);
      const index = (address & this.mask) / (slab.slotWords * 4);
      const slots = classes.slots[kind]!;
      const turn = (index - slabs.firstSlotOf(slab) + slots) % slots;
      const wasHeld = Number.isInteger(index) && index < slots && turn < slabs.turnsTaken(slab);
      return wasHeld ? ALREADY_FREE : NOT_HELD;
    }
    return bytes <= classes.largest && classes.admits(kind, bytes) ? 0 : WRONG_SIZE;
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
