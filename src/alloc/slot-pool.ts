// Slots of one size in one block, with a bitmap of those in use at the block's end:
//
//   | slot 0 | slot 1 | … | slot n-1 | rest | bitmap |
//   |<-------------------- capacity ---------------->|
//
// oscars' slot pool: the smallest allocator that can free. For many sizes at once there is PoolAllocator.

import { BadRequestError } from '../memory/errors.ts';
import {
  ALREADY_FREE,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
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

/** The most slots of this size that fit in `capacity` bytes together with their bitmap. */
export function slotGeometry(slotBytes: number, capacity: number): SlotGeometry {
  for (let slots = Math.floor(capacity / slotBytes); ; slots--) {
    const bitmapBytes = Math.ceil(slots / SLOTS_PER_UNIT) * BITMAP_UNIT_BYTES;
    if (slots * slotBytes + bitmapBytes <= capacity) return { slots, bitmapBytes };
  }
}

/**
 * Hands out the slots of one block. Knows of each slot whether it is in use; every block has the size of a slot or less, and
 * which of these sizes it was asked for it does not know: `used` counts slots.
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

  /** Takes its block from `backing` at once. Throws BadRequestError for sizes that cannot be, AllocatorError when there is no room. */
  constructor(
    private readonly backing: Allocator,
    /** Bytes of a slot, a multiple of 8. */
    readonly slotBytes: number,
    /** Bytes of the block, a multiple of 8 with room for a slot. */
    readonly capacity: number,
    options: { readonly name?: string } = {},
  ) {
    this.name = options.name ?? `slots of ${slotBytes}`;
    const areWhole = [slotBytes, capacity].every((size) => size > 0 && size % 8 === 0);
    if (!areWhole || slotBytes + BITMAP_UNIT_BYTES > capacity || capacity > 2 ** 28)
      throw new BadRequestError(
        `slots of ${slotBytes} bytes in ${capacity}; multiples of 8 with room for one and its bitmap`,
      );
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
    return { used: this.live * this.slotBytes, blocks: this.live, held: this.capacity };
  }

  /** Gives the block back: 0, or the backing's code. Not to be used afterwards. */
  dispose(): number {
    this.fresh = this.geometry.slots;
    this.freeHead = this.live = 0;
    this.memory.words.fill(0, this.bitmap, (this.base + this.capacity) >>> 2);
    return this.backing.free(this.base, this.capacity);
  }

  private slotFault(address: number, bytes: number): number {
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
