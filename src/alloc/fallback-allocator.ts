// Two allocators as one: the second is asked when the first has no room. Typical: a small fixed
// part of the memory first, pages behind it.

import { checkArgument, checkOptions, optional, text } from '../memory/check.ts';
import { BadRequestError } from '../memory/errors.ts';
import { ALLOCATOR, type Allocator, type AllocatorStats, isForWantOfRoom } from './allocator.ts';

const OPTIONS = { name: optional(text) };

/**
 * Asks `primary`, then `secondary`. It remembers what came from the second, an entry a block, so
 * that each block goes back to where it came from; what neither handed out is the primary's to
 * refuse. Figures are the sums of both.
 */
export class FallbackAllocator implements Allocator {
  readonly name: string;
  private readonly fromSecondary = new Set<number>();

  /**
   * Throws BadRequestError unless both index the same memory: an address alone must say where a
   * byte is.
   */
  constructor(
    private readonly primary: Allocator,
    private readonly secondary: Allocator,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('FallbackAllocator', 'primary', primary, ALLOCATOR);
    checkArgument('FallbackAllocator', 'secondary', secondary, ALLOCATOR);
    const { name } = checkOptions('FallbackAllocator', options, OPTIONS);
    if (primary.memory.bytes.buffer !== secondary.memory.bytes.buffer)
      throw new BadRequestError(
        `${primary.name} and ${secondary.name} index different memories; both must share one`,
      );
    this.name = name ?? `${primary.name}, else ${secondary.name}`;
  }

  get knowsBlocks(): boolean {
    return this.primary.knowsBlocks === true && this.secondary.knowsBlocks === true;
  }

  get memory(): Allocator['memory'] {
    return this.primary.memory;
  }

  /** Blocks that live in the second allocator. */
  get fallbacks(): number {
    return this.fromSecondary.size;
  }

  allocate(bytes: number, alignment: number): number {
    const address = this.primary.allocate(bytes, alignment);
    // An address that comes from the first was given back by the second, if behind this one's back:
    // its arena was reset.
    if (address >= 0 && this.fromSecondary.size > 0) this.fromSecondary.delete(address);
    if (address >= 0 || !isForWantOfRoom(address)) return address;
    const second = this.secondary.allocate(bytes, alignment);
    if (second >= 0) this.fromSecondary.add(second);
    return second;
  }

  resize(address: number, oldBytes: number, newBytes: number): number {
    return this.holderOf(address).resize(address, oldBytes, newBytes);
  }

  free(address: number, bytes: number): number {
    const holder = this.holderOf(address);
    const code = holder.free(address, bytes);
    if (code === 0 && holder === this.secondary) this.fromSecondary.delete(address);
    return code;
  }

  stats(): AllocatorStats {
    const first = this.primary.stats();
    const second = this.secondary.stats();
    return {
      used: first.used + second.used,
      blocks: first.blocks + second.blocks,
      held: first.held + second.held,
    };
  }

  private holderOf(address: number): Allocator {
    return this.fromSecondary.has(address) ? this.secondary : this.primary;
  }
}
