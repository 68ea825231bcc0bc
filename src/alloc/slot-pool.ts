// Slots of one size in one block, with a bitmap of those in use at the block's end:
//
//   | slot 0 | slot 1 | … | slot n-1 | rest | bitmap |
//   |<-------------------- capacity ---------------->|
//
// oscars' slot pool: the smallest allocator that can free. For many sizes at once there is
// PoolAllocator.

import { checkArgument, checkOptions, optional, rule, text } from '../memory/check.ts';
import { BadRequestError } from '../memory/errors.ts';
import { MAX_RUN_BYTES } from '../memory/units.ts';
import {
  ALLOCATOR,
  ALREADY_FREE,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  isAlignment,
  NOT_HELD,
  OUT_OF_MEMORY,
  requestFault,
  TOO_LARGE,
  WRONG_SIZE,
} from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';
import { errorOf } from './codes.ts';

/** How many slots a block has, and what their bitmap takes of it. */
export interface SlotGeometry {
  readonly slots: number;
  /** Whole 8 bytes. */
  readonly bitmapBytes: number;
}

const BITMAP_UNIT_BYTES = 8;
const SLOTS_PER_UNIT = BITMAP_UNIT_BYTES * 8;
const BLOCK_ALIGNMENT = 8;

const SIZE = rule<number>(
  `a multiple of ${BITMAP_UNIT_BYTES} bytes, up to ${MAX_RUN_BYTES}`,
  (value) =>
    Number.isInteger(value) &&
    (value as number) > 0 &&
    (value as number) <= MAX_RUN_BYTES &&
    (value as number) % BITMAP_UNIT_BYTES === 0,
);
const OPTIONS = { name: optional(text) };

/**
 * The most slots of this size that fit in `capacity` bytes together with their bitmap. Throws
 * BadRequestError.
 */
export function slotGeometry(slotBytes: number, capacity: number): SlotGeometry {
  checkArgument('slotGeometry', 'slotBytes', slotBytes, SIZE);
  checkArgument('slotGeometry', 'capacity', capacity, SIZE);
  for (let slots = Math.floor(capacity / slotBytes); ; slots--) {
    const bitmapBytes = Math.ceil(slots / SLOTS_PER_UNIT) * BITMAP_UNIT_BYTES;
    if (slots * slotBytes + bitmapBytes <= capacity) return { slots, bitmapBytes };
  }
}

/**
 * Hands out the slots of one block. Knows of each slot whether it is in use; every block has the
 * size of a slot or less, and which of these sizes it was asked for it does not know: `used` counts
 * slots.
 */
export class SlotPool implements Allocator {
  readonly name: string;
  readonly geometry: SlotGeometry;
  private readonly base: number;
  private readonly bitmap: number;
  /** Address of the first free slot + 1; a free slot's first word has the next one. 0 is none. */
  private freeHead = 0;
  private fresh = 0;
  private live = 0;
  private isDisposed = false;

  /**
   * Takes its block from `backing` at once. Throws BadRequestError for sizes that cannot be,
   * AllocatorError when there is no room.
   */
  constructor(
    private readonly backing: Allocator,
    /** Bytes of a slot, a multiple of 8. */
    readonly slotBytes: number,
    /** Bytes of the block, a multiple of 8 with room for a slot. */
    readonly capacity: number,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('SlotPool', 'backing', backing, ALLOCATOR);
    checkArgument('SlotPool', 'slotBytes', slotBytes, SIZE);
    checkArgument('SlotPool', 'capacity', capacity, SIZE);
    const { name } = checkOptions('SlotPool', options, OPTIONS);
    if (slotBytes + BITMAP_UNIT_BYTES > capacity)
      throw new BadRequestError(
        `slots of ${slotBytes} bytes in ${capacity}: there must be room for one and its bitmap`,
      );
    this.name = name ?? `slots of ${slotBytes}`;
    this.geometry = slotGeometry(slotBytes, capacity);
    const alignment = Math.max(BLOCK_ALIGNMENT, slotBytes & -slotBytes);
    this.base = backing.allocate(capacity, alignment);
    if (this.base < 0) throw errorOf(this.base, this.name, `allocate(${capacity}, ${alignment})`);
    const end = this.base + capacity;
    this.bitmap = (end - this.geometry.bitmapBytes) >>> 2;
    this.memory.words.fill(0, this.bitmap, end >>> 2);
  }

  get memory(): Allocator['memory'] {
    return this.backing.memory;
  }

  /** Whether no slot is in use. */
  get isEmpty(): boolean {
    return this.live === 0;
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    if (this.isDisposed) return DISPOSED;
    const isMet = bytes <= this.slotBytes && isAlignment(alignment);
    if (!isMet || this.slotBytes % alignment !== 0) return TOO_LARGE;
    let address = this.freeHead - 1;
    if (address >= 0) this.freeHead = this.memory.words[address >>> 2]! >>> 0;
    else if (this.fresh < this.geometry.slots) address = this.base + this.fresh++ * this.slotBytes;
    else return OUT_OF_MEMORY;
    this.flip((address - this.base) / this.slotBytes);
    this.live++;
    return address;
  }

  /** Within the slot. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const code = resizeFault(address, oldBytes, newBytes) || this.slotFault(address, oldBytes);
    if (code !== 0) return code;
    return newBytes <= this.slotBytes ? 0 : CANNOT_RESIZE;
  }

  free(address: number, bytes: number): number {
    const code = blockFault(address, bytes) || this.slotFault(address, bytes);
    if (code !== 0) return code;
    this.flip((address - this.base) / this.slotBytes);
    this.memory.words[address >>> 2] = this.freeHead;
    this.freeHead = address + 1;
    this.live--;
    return 0;
  }

  stats(): AllocatorStats {
    const { live } = this;
    const held = this.isDisposed ? 0 : this.capacity;
    return { used: live * this.slotBytes, blocks: live, held };
  }

  /**
   * Gives the block back, with whatever is in it, and refuses from then on: 0, or the backing's
   * code, and then nothing has changed. The second time is DISPOSED.
   */
  dispose(): number {
    if (this.isDisposed) return DISPOSED;
    const code = this.backing.free(this.base, this.capacity);
    if (code !== 0) return code;
    this.isDisposed = true;
    this.live = 0;
    return 0;
  }

  private slotFault(address: number, bytes: number): number {
    if (this.isDisposed) return DISPOSED;
    const index = (address - this.base) / this.slotBytes;
    if (!Number.isInteger(index) || index < 0 || index >= this.fresh) return NOT_HELD;
    const word = this.memory.words[this.bitmap + (index >>> 5)]!;
    if ((word & (1 << (index & 31))) === 0) return ALREADY_FREE;
    return bytes <= this.slotBytes ? 0 : WRONG_SIZE;
  }

  private flip(index: number): void {
    this.memory.words[this.bitmap + (index >>> 5)]! ^= 1 << (index & 31);
  }
}
