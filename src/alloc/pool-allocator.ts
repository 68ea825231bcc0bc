// The general-purpose allocator: slots of fixed sizes in slabs, each size with its own list of slabs that have room. What is longer
// than the longest slot goes to the backing, never into the longest class. size-classes.ts draws a slab; slab-table.ts
// has what is known of it.
//
//   allocate   class by table lookup; the open slab's first free slot, or its next fresh one; a bit is set
//   free       slab by shift, slot by one multiplication; the bit is cleared, the slot heads the free list
//
// Both are O(1). The bit costs a load and a store, and is what makes a second free an answer in place of a loop in the list.

import { BadRequestError } from '../memory/errors.ts';
import { KIB } from '../memory/units.ts';
import {
  ALREADY_FREE,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  isAddress,
  isAlignment,
  NOT_HELD,
  requestFault,
  sizeFault,
  WRONG_SIZE,
} from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';
import { SizeClasses } from './size-classes.ts';
import { SlabTable } from './slab-table.ts';

const DEFAULT_SLAB = 64 * KIB;
const MIN_SLAB = 512;
const MAX_SLAB = 256 * KIB;
const DEFAULT_SLOTS_A_SLAB = 16;
const MIN_SLOTS_A_SLAB = 8;
const DEFAULT_KEEP_EMPTY = 4;
/** Every slot is aligned to this. */
const SLOT_ALIGNMENT = 8;

/** How a pool cuts its memory. */
export interface PoolOptions {
  /** Default 'pool'. */
  readonly name?: string;
  /** Bytes of a slab, a power of two; default 64 KiB, minimum 512, maximum 256 KiB. */
  readonly slabBytes?: number;
  /** Bytes of the longest slot; default slabBytes / 16, minimum 8, maximum slabBytes / 8. */
  readonly largestSlot?: number;
  /** Slabs that may be empty and kept; default 4. More than these go back to the backing at once. */
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
  private readonly words: Int32Array;
  private readonly mask: number;
  private readonly wordShift: number;
  private readonly large = new Map<number, number>();
  private usedBytes = 0;
  private largeBytes = 0;
  private blocks = 0;
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
    this.mask = slab - 1;
    this.wordShift = this.slabs.shift - 2;
  }

  get memory(): Allocator['memory'] {
    return this.backing.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const { classes } = this;
    const isUsual =
      (bytes | 0) === bytes && bytes > 0 && bytes <= classes.largest && isAlignment(alignment);
    if (!isUsual || alignment > SLOT_ALIGNMENT) return this.allocateUnusual(bytes, alignment);
    return this.takeSlot(classes.classOf(bytes));
  }

  /** Within the slot; a block of the backing's, as the backing can. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    const kind = this.slabs.kind[address >>> this.slabs.shift];
    if (!kind) return this.resizeLarge(address, oldBytes, newBytes);
    const slotFault = this.slotFault(address, kind, oldBytes);
    if (slotFault !== 0) return slotFault;
    const fits = newBytes <= this.classes.largest && this.classes.admits(kind, newBytes);
    return fits ? 0 : CANNOT_RESIZE;
  }

  free(address: number, bytes: number): number {
    const { classes, slabs, words } = this;
    const slab = address >>> slabs.shift;
    const kind = slab < slabs.kind.length ? slabs.kind[slab]! : 0;
    if (kind === 0 || !isAddress(address)) return this.freeLarge(address, bytes);
    const offset = address & this.mask;
    const index = (offset * classes.inverse[kind]!) | 0;
    const at = (slab << this.wordShift) + classes.bitmapAt[kind]! + (index >>> 5);
    const bit = 1 << (index & 31);
    const slotBytes = classes.slotBytes[kind]!;
    if (
      (bytes | 0) !== bytes ||
      bytes < 1 ||
      bytes > slotBytes ||
      classes.classOf(bytes) !== kind ||
      index * slotBytes !== offset ||
      index >= slabs.fresh[slab]! ||
      (words[at]! & bit) === 0
    ) {
      const fault = sizeFault(bytes) || this.slotFault(address, kind, bytes);
      if (fault !== 0) return fault;
    }
    words[at]! &= ~bit;
    const word = address >>> 2;
    words[word] = slabs.freeHead[slab]!;
    slabs.freeHead[slab] = word + 1;
    const live = slabs.live[slab]!;
    slabs.live[slab] = live - 1;
    this.usedBytes -= slotBytes;
    this.blocks--;
    if (live === classes.slots[kind]) slabs.link(slab);
    if (live === 1) slabs.enterEmpties(slab);
    return 0;
  }

  stats(): PoolStats {
    return {
      used: this.usedBytes,
      blocks: this.blocks,
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
    for (const [address, bytes] of this.large) this.backing.free(address, bytes);
    this.large.clear();
    this.slabs.dropAll();
    this.usedBytes = this.largeBytes = this.blocks = 0;
  }

  private takeSlot(kind: number): number {
    const { classes, slabs, words } = this;
    if (slabs.open[kind] === 0) {
      const code = this.isDisposed ? DISPOSED : slabs.add(kind);
      if (code !== 0) return code;
    }
    const slab = slabs.open[kind]! - 1;
    const base = slab << this.wordShift;
    const slotBytes = classes.slotBytes[kind]!;
    let word = slabs.freeHead[slab]! - 1;
    let index: number;
    if (word >= 0) {
      slabs.freeHead[slab] = words[word]!;
      index = ((word - base) * 4 * classes.inverse[kind]!) | 0;
    } else {
      index = slabs.fresh[slab]!;
      slabs.fresh[slab] = index + 1;
      word = base + index * (slotBytes >>> 2);
    }
    words[base + classes.bitmapAt[kind]! + (index >>> 5)]! |= 1 << (index & 31);
    const live = slabs.live[slab]! + 1;
    slabs.live[slab] = live;
    this.usedBytes += slotBytes;
    this.blocks++;
    if (live === 1) slabs.leaveEmpties(slab);
    if (live === classes.slots[kind]) slabs.unlink(slab);
    return word * 4;
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
    this.usedBytes += bytes;
    this.blocks++;
    return address;
  }

  /** 0 when a block of `bytes` bytes lives at this address of a slab. */
  private slotFault(address: number, kind: number, bytes: number): number {
    const { classes, slabs } = this;
    const slab = address >>> slabs.shift;
    const offset = address & this.mask;
    const index = (offset * classes.inverse[kind]!) | 0;
    if (index * classes.slotBytes[kind]! !== offset || index >= slabs.fresh[slab]!) return NOT_HELD;
    const at = (slab << this.wordShift) + classes.bitmapAt[kind]! + (index >>> 5);
    if ((this.words[at]! & (1 << (index & 31))) === 0) return ALREADY_FREE;
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
    this.usedBytes += newBytes - oldBytes;
    return 0;
  }

  private freeLarge(address: number, bytes: number): number {
    const code =
      blockFault(address, bytes) ||
      this.largeFault(address, bytes) ||
      this.backing.free(address, bytes);
    if (code !== 0) return code;
    this.large.delete(address);
    this.largeBytes -= bytes;
    this.usedBytes -= bytes;
    this.blocks--;
    return 0;
  }
}
