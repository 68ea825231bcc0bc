// Another allocator, and another page source, that fail when a plan says so: to try what a program
// does when memory runs out at exactly this point.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId, PageIndex } from '../memory/brands.ts';
import { checkArgument, checkOptions, instanceOf, optional, text } from '../memory/check.ts';
import { PAGE_SOURCE, type PageSource } from '../memory/page-source.ts';
import {
  ALLOCATOR,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  OUT_OF_MEMORY,
  requestFault,
} from './allocator.ts';
import { resizeFault } from './bump.ts';
import { FailurePlan } from './failure-plan.ts';

const PLAN = instanceOf(FailurePlan);
const OPTIONS = { name: optional(text) };

/**
 * Refuses the allocations, and the resizes that would grow, that its plan names. Unsound requests
 * do not count as calls.
 */
export class FailingAllocator implements Allocator {
  readonly name: string;

  constructor(
    private readonly inner: Allocator,
    readonly plan: FailurePlan,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('FailingAllocator', 'inner', inner, ALLOCATOR);
    checkArgument('FailingAllocator', 'plan', plan, PLAN);
    const { name } = checkOptions('FailingAllocator', options, OPTIONS);
    this.name = name ?? `${inner.name}, failing`;
  }

  get knowsBlocks(): boolean {
    return this.inner.knowsBlocks === true;
  }

  get memory(): Allocator['memory'] {
    return this.inner.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    return this.plan.next() ? OUT_OF_MEMORY : this.inner.allocate(bytes, alignment);
  }

  resize(address: number, oldBytes: number, newBytes: number): number {
    const fault = resizeFault(address, oldBytes, newBytes);
    if (fault !== 0) return fault;
    if (newBytes > oldBytes && this.plan.next()) return CANNOT_RESIZE;
    return this.inner.resize(address, oldBytes, newBytes);
  }

  free(address: number, bytes: number): number {
    return this.inner.free(address, bytes);
  }

  stats(): AllocatorStats {
    return this.inner.stats();
  }
}

/** A page source that has no pages when its plan says so. A heap can be opened on it. */
export class FailingPages implements PageSource {
  constructor(
    private readonly inner: PageSource,
    readonly plan: FailurePlan,
  ) {
    checkArgument('FailingPages', 'inner', inner, PAGE_SOURCE);
    checkArgument('FailingPages', 'plan', plan, PLAN);
  }

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  get keptPages(): number {
    return this.inner.keptPages ?? 0;
  }

  acquire(pages: number, alignment: number): PageIndex {
    return this.plan.next() ? (0 as PageIndex) : this.inner.acquire(pages, alignment);
  }

  release(start: PageIndex, pages: number): void {
    this.inner.release(start, pages);
  }

  close(): void {
    this.inner.close?.();
  }
}
