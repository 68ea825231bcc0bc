// Blocks in a buffer of the caller's own: an ArrayBuffer, or a part of one. Nothing is asked of
// anybody else.
//
//   0        offset                cursor          offset + bytes
//   |  not   | block | pad | block |     free      |  not  |
//   |  ours  |                                     |  ours |

import {
  checkArgument,
  checkOptions,
  optional,
  text,
  wholeNumber,
  withDefault,
} from '../memory/check.ts';
import { BadRequestError } from '../memory/errors.ts';
import {
  type Allocator,
  type AllocatorStats,
  BUFFER,
  memoryOf,
  type RawMemory,
  requestFault,
  TOO_LARGE,
} from './allocator.ts';
import { blockFault, Bump, resizeFault } from './bump.ts';

/** Where the part that addresses can name ends. */
const ADDRESSES = 2 ** 32;

const OPTIONS = {
  name: withDefault(text, 'fixed buffer'),
  offset: withDefault(wholeNumber(0, ADDRESSES, 'bytes'), 0),
  bytes: optional(wholeNumber(0, ADDRESSES, 'bytes')),
};

/** Which part of the buffer to use. */
export interface FixedBufferOptions {
  /** Default 'fixed buffer'. */
  readonly name?: string;
  /** Bytes; where the part starts; default 0. */
  readonly offset?: number;
  /** Bytes of the part; default up to the buffer's end, which is within the first 4 GiB of it. */
  readonly bytes?: number;
}

/**
 * Bumps through a buffer. Addresses are byte offsets from the buffer's own start, so 0 is one;
 * alignment counts from there too.
 *
 * Of a free or a resize it knows whether the block could lie in what is handed out (else NOT_HELD),
 * and the last one to its byte (else WRONG_SIZE). The last gives its bytes back; any other stays
 * until `reset`, and freeing it does nothing. What it cannot know: that a block in the middle is
 * freed twice or with another size. `used` counts padding and unreclaimed blocks, `blocks` what was
 * not given back as the last.
 */
export class FixedBufferAllocator implements Allocator {
  readonly name: string;
  readonly memory: RawMemory;
  private readonly region: Bump;
  private live = 0;

  /** Throws BadRequestError for a part that the buffer does not have. */
  constructor(buffer: ArrayBuffer, options: FixedBufferOptions = {}) {
    checkArgument('FixedBufferAllocator', 'buffer', buffer, BUFFER);
    const { name, offset, ...rest } = checkOptions('FixedBufferAllocator', options, OPTIONS);
    const bytes = rest.bytes ?? buffer.byteLength - offset;
    if (bytes < 0 || offset + bytes > Math.min(buffer.byteLength, ADDRESSES))
      throw new BadRequestError(
        `${bytes} bytes from ${offset} of a buffer of ${buffer.byteLength} bytes; ` +
          `a part of it below ${ADDRESSES} is possible`,
      );
    this.name = name;
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
    const fault =
      resizeFault(address, oldBytes, newBytes) || this.region.faultOf(address, oldBytes);
    return fault !== 0 ? fault : this.region.resize(address, oldBytes, newBytes);
  }

  free(address: number, bytes: number): number {
    const fault = blockFault(address, bytes) || this.region.faultOf(address, bytes);
    if (fault !== 0) return fault;
    if (this.region.isLast(address, bytes)) {
      this.region.goBack(address);
      this.live = Math.max(0, this.live - 1);
    }
    return 0;
  }

  /** Frees everything: the whole part is free again. */
  reset(): void {
    this.region.goBack(this.region.start);
    this.live = 0;
  }

  stats(): AllocatorStats {
    const { start, cursor, end } = this.region;
    return { used: cursor - start, blocks: this.live, held: end - start };
  }
}
