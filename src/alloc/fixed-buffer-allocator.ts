// Blocks in a buffer of the caller's own: an ArrayBuffer, or a part of one. Nothing is asked of anybody else.
//
//   0        offset                cursor          offset + bytes
//   |  not   | block | pad | block |     free      |  not  |
//   |  ours  |                                     |  ours |

import { BadRequestError } from '../memory/errors.ts';
import {
  type Allocator,
  type AllocatorStats,
  memoryOf,
  NOT_HELD,
  type RawMemory,
  requestFault,
  TOO_LARGE,
} from './allocator.ts';
import { blockFault, Bump, resizeFault } from './bump.ts';

/** Which part of the buffer to use. */
export interface FixedBufferOptions {
  /** Default 'fixed buffer'. */
  readonly name?: string;
  /** Bytes; where the part starts; default 0. */
  readonly offset?: number;
  /** Bytes of the part; default up to the buffer's end. */
  readonly bytes?: number;
}

/**
 * Bumps through a buffer. Addresses are byte offsets from the buffer's own start, so 0 is one; alignment counts from there too.
 *
 * Of a free or a resize it knows whether the block could lie in what is handed out (else NOT_HELD) and whether
 * it is the last one. The last gives its bytes back; any other stays until `reset`, and freeing it does nothing. What
 * it cannot know: that a block in the middle is freed twice or with another size. `used` counts
 * padding and unreclaimed blocks, `blocks` what was not given back as the last.
 */
export class FixedBufferAllocator implements Allocator {
  readonly name: string;
  readonly memory: RawMemory;
  private readonly region: Bump;
  private live = 0;

  /** Throws BadRequestError for a part that the buffer does not have. */
  constructor(buffer: ArrayBuffer, options: FixedBufferOptions = {}) {
    const offset = options.offset ?? 0;
    const bytes = options.bytes ?? buffer.byteLength - offset;
    const isPart = Number.isInteger(offset) && Number.isInteger(bytes) && offset >= 0 && bytes >= 0;
    if (!isPart || offset + bytes > buffer.byteLength)
      throw new BadRequestError(
        `${bytes} bytes from ${offset} of a buffer of ${buffer.byteLength} bytes`,
      );
    this.name = options.name ?? 'fixed buffer';
    this.memory = memoryOf(buffer);
    this.region = new Bump(offset, offset + bytes);
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    if (bytes > this.region.end - this.region.start) return TOO_LARGE;
    const address = this.region.allocate(bytes, alignment);
    if (address >= 0) this.live++;
    return address;
  }

  /** The last block grows and shrinks in place; any other can only shrink. */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    if (!this.region.holds(address, oldBytes)) return NOT_HELD;
    return this.region.resize(address, oldBytes, newBytes);
  }

  free(address: number, bytes: number): number {
    const fault = blockFault(address, bytes);
    if (fault !== 0) return fault;
    if (!this.region.holds(address, bytes)) return NOT_HELD;
    if (this.region.isLast(address, bytes)) {
      this.region.cursor = address;
      this.live--;
    }
    return 0;
  }

  /** Frees everything: the whole part is free again. */
  reset(): void {
    this.region.cursor = this.region.start;
    this.live = 0;
  }

  stats(): AllocatorStats {
    const { start, cursor, end } = this.region;
    return { used: cursor - start, blocks: this.live, held: end - start };
  }
}
