// The checked path: the calls of an allocator with typed errors in place of codes, and a memory of
// every block, so that each mistake is found over allocators too that cannot know it themselves.

import { checkArgument } from '../memory/check.ts';
import { ALLOCATOR, type Allocator, type AllocatorStats, CANNOT_RESIZE } from './allocator.ts';
import { errorOf } from './codes.ts';
import { DebugAllocator } from './debug-allocator.ts';

const DEFAULT_ALIGNMENT = 8;

/** An allocator whose refusals are thrown. Made by `checked`. */
export class CheckedAllocator {
  private readonly inner: DebugAllocator;

  /** Throws BadRequestError for what is no allocator. */
  constructor(allocator: Allocator) {
    checkArgument('checked', 'allocator', allocator, ALLOCATOR);
    this.inner =
      allocator instanceof DebugAllocator
        ? allocator
        : new DebugAllocator(allocator, { traces: false, canaryBytes: 0, poison: false });
  }

  get name(): string {
    return this.inner.name;
  }

  get memory(): Allocator['memory'] {
    return this.inner.memory;
  }

  /** The address of `bytes` bytes. Throws AllocatorError with the code's name. */
  allocate(bytes: number, alignment = DEFAULT_ALIGNMENT): number {
    const address = this.inner.allocate(bytes, alignment);
    if (address < 0) throw errorOf(address, this.name, `allocate(${bytes}, ${alignment})`);
    return address;
  }

  /**
   * Whether the block could be resized where it is. Throws AllocatorError for a call that is wrong,
   * or for want of room.
   */
  resize(address: number, oldBytes: number, newBytes: number): boolean {
    const code = this.inner.resize(address, oldBytes, newBytes);
    if (code === 0 || code === CANNOT_RESIZE) return code === 0;
    throw this.mistake(code, `resize(${address}, ${oldBytes}, ${newBytes})`);
  }

  /**
   * Takes the block back. Throws AllocatorError: NOT_HELD, ALREADY_FREE, WRONG_SIZE, BAD_SIZE,
   * OVERWRITTEN.
   */
  free(address: number, bytes: number): void {
    const code = this.inner.free(address, bytes);
    if (code !== 0) throw this.mistake(code, `free(${address}, ${bytes})`);
  }

  stats(): AllocatorStats {
    return this.inner.stats();
  }

  private mistake(code: number, call: string): Error {
    const fault = this.inner.faults.at(-1);
    const detail = fault?.code === code && fault.at !== '' ? fault.message : undefined;
    return errorOf(code, this.name, call, detail);
  }
}

/**
 * The checked path over an allocator. Over a DebugAllocator, the errors say where the block was
 * allocated and freed; over any other, a table of the blocks is kept, an entry each.
 */
export function checked(allocator: Allocator): CheckedAllocator {
  return new CheckedAllocator(allocator);
}
