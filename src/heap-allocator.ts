// An allocator whose blocks live in a heap: for a program that has a heap and hands parts of its
// memory to code that takes an allocator. Each block is an object of bytes, pinned for as long as
// it is held: collections keep it, and move others around it.
//
//   object   | header | length | … up to the alignment … | block | … |
//
// Costs: 8 bytes, a root and an entry of a Map for each block, and the alignment less 8 above that.
// An object above 8 KiB takes pages of its own. So it is for few and large blocks; for many small
// ones put a pool or an arena on top.

import { checkArgument, checkOptions, instanceOf, text, withDefault } from './memory/check.ts';
import type { AddressSpace } from './memory/address-space.ts';
import {
  DisposedError,
  HeapLimitError,
  OutOfMemoryError,
  ReenteredError,
} from './memory/errors.ts';
import { hide, showAs } from './memory/opaque.ts';
import { addressOf } from './object/slot.ts';
import {
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  DISPOSED,
  NOT_HELD,
  OUT_OF_MEMORY,
  OVER_LIMIT,
  requestFault,
  TOO_LARGE,
  WRONG_SIZE,
} from './alloc/allocator.ts';
import { blockFault, resizeFault } from './alloc/bump.ts';
import { MAX_LARGE_BYTES } from './arena/large-objects.ts';
import type { Pin } from './collect/pins.ts';
import type { BytesLayout } from './access/bytes.ts';
import { Heap } from './heap.ts';

/** Header and length: an object begins at a multiple of 8, and so do its bytes. */
const PREFIX_BYTES = 8;
const WORD_BYTES = 4;

const OPTIONS = { name: withDefault(text, 'heap allocator') };

interface Block {
  readonly pin: Pin;
  /** Bytes that were asked for. */
  bytes: number;
  /** Bytes of the object's payload. */
  room: number;
  /** Bytes of the payload in front of the block. */
  readonly skipped: number;
}

/**
 * Hands out memory of a heap. Knows every block that it handed out. A heap of mode 'never' keeps
 * what is freed until its end.
 */
export class HeapAllocator implements Allocator {
  readonly name: string;
  readonly memory: AddressSpace;
  readonly knowsBlocks = true;
  private readonly heap!: Heap;
  private readonly layout!: BytesLayout;
  private readonly blocks!: Map<number, Block>;
  private usedBytes = 0;
  private heldBytes = 0;
  private isDisposed = false;

  static {
    showAs(
      HeapAllocator,
      ({ name, blocks }) => `HeapAllocator '${name}' { ${blocks.size} blocks }`,
    );
  }

  /** Throws BadRequestError, DisposedError for a heap that is closed, IdentifiersUsedUpError. */
  constructor(heap: Heap, options: { readonly name?: string } = {}) {
    checkArgument('HeapAllocator', 'heap', heap, instanceOf(Heap));
    this.name = checkOptions('HeapAllocator', options, OPTIONS).name;
    this.memory = heap.space;
    const layout = heap.bytesLayout(`a block of ${this.name}`);
    hide(this, { heap, layout, blocks: new Map<number, Block>() });
  }

  /** In mode 'automatic' it may collect. In the middle of a collection there is no room. */
  allocate(bytes: number, alignment: number): number {
    const skip = Math.max(0, alignment - PREFIX_BYTES);
    const fault =
      requestFault(bytes, alignment) ||
      (bytes + skip > MAX_LARGE_BYTES - PREFIX_BYTES ? TOO_LARGE : 0);
    if (fault !== 0) return fault;
    if (this.isDisposed) return DISPOSED;
    const room = bytes + skip;
    let pin: Pin;
    try {
      pin = this.heap.pin(this.layout.new(room));
    } catch (error) {
      return codeOf(error);
    }
    const payload = addressOf(pin.ref) + PREFIX_BYTES;
    const address = Math.ceil(payload / alignment) * alignment;
    this.blocks.set(address, { pin, bytes, room, skipped: address - payload });
    this.usedBytes += bytes;
    this.heldBytes += room + PREFIX_BYTES;
    return address;
  }

  /**
   * Within what the object has room for; one with pages of its own grows where the pages behind it
   * are free.
   */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes) || this.faultOf(address, oldBytes);
    if (fault !== 0) return fault;
    const block = this.blocks.get(address)!;
    const needed = block.skipped + newBytes;
    if (needed > block.room && !this.grow(block, needed)) return CANNOT_RESIZE;
    this.usedBytes += newBytes - oldBytes;
    block.bytes = newBytes;
    return 0;
  }

  free(address: number, bytes: number): number {
    const fault = blockFault(address, bytes) || this.faultOf(address, bytes);
    if (fault !== 0) return fault;
    this.release(address, this.blocks.get(address)!);
    return 0;
  }

  stats(): AllocatorStats {
    return { used: this.usedBytes, blocks: this.blocks.size, held: this.heldBytes };
  }

  /** Lets every block go, and refuses from then on. The heap stays open. */
  dispose(): void {
    this.isDisposed = true;
    for (const [address, block] of this.blocks) this.release(address, block);
  }

  private release(address: number, { pin, bytes, room }: Block): void {
    pin.release();
    this.blocks.delete(address);
    this.usedBytes -= bytes;
    this.heldBytes -= room + PREFIX_BYTES;
  }

  private grow(block: Block, room: number): boolean {
    const { heap } = this;
    const { ref } = block.pin;
    const words = 1 + Math.ceil(room / WORD_BYTES);
    try {
      if (!heap.growInPlace(ref, words)) return false;
    } catch (error) {
      codeOf(error);
      return false;
    }
    heap.words[(ref >>> 2) + 1] = room;
    this.heldBytes += room - block.room;
    block.room = room;
    return true;
  }

  private faultOf(address: number, bytes: number): number {
    const block = this.blocks.get(address);
    if (block === undefined) return this.isDisposed ? DISPOSED : NOT_HELD;
    if (this.memory.isClosed || !this.isOpen(block)) return DISPOSED;
    return block.bytes === bytes ? 0 : WRONG_SIZE;
  }

  /** Whether the heap is open: when it closes, its pins do. */
  private isOpen({ pin }: Block): boolean {
    try {
      return pin.ref !== 0;
    } catch (error) {
      return codeOf(error) !== DISPOSED;
    }
  }
}

/**
 * The code for what a heap throws for want of room, or because it is closed. Throws what is
 * neither.
 */
function codeOf(error: unknown): number {
  if (error instanceof HeapLimitError) return OVER_LIMIT;
  if (error instanceof OutOfMemoryError || error instanceof ReenteredError) return OUT_OF_MEMORY;
  if (error instanceof DisposedError) return DISPOSED;
  throw error;
}
