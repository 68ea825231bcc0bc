// Another allocator, and another page source, that report each call as a typed event. What is done with the events is
// the listener's affair: print, count, draw.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId, PageIndex } from '../memory/brands.ts';
import type { PageSource } from '../memory/page-source.ts';
import type { Allocator, AllocatorStats } from './allocator.ts';

/** One call of an allocator and its answer: an address or 0 when ≥ 0, a code when below. */
export type AllocationEvent =
  | {
      readonly kind: 'allocate';
      readonly bytes: number;
      readonly alignment: number;
      readonly answer: number;
    }
  | {
      readonly kind: 'resize';
      readonly address: number;
      readonly oldBytes: number;
      readonly newBytes: number;
      readonly answer: number;
    }
  | {
      readonly kind: 'free';
      readonly address: number;
      readonly bytes: number;
      readonly answer: number;
    };

/** Called after each call, on the caller's stack. */
export type AllocationListener = (event: AllocationEvent, allocator: Allocator) => void;

/** Tells a listener of every call. Otherwise as its inner allocator. */
export class LoggingAllocator implements Allocator {
  readonly name: string;

  constructor(
    private readonly inner: Allocator,
    private readonly listener: AllocationListener,
    options: { readonly name?: string } = {},
  ) {
    this.name = options.name ?? inner.name;
  }

  get memory(): Allocator['memory'] {
    return this.inner.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const answer = this.inner.allocate(bytes, alignment);
    this.listener({ kind: 'allocate', bytes, alignment, answer }, this);
    return answer;
  }

  resize(address: number, oldBytes: number, newBytes: number): number {
    const answer = this.inner.resize(address, oldBytes, newBytes);
    this.listener({ kind: 'resize', address, oldBytes, newBytes, answer }, this);
    return answer;
  }

  free(address: number, bytes: number): number {
    const answer = this.inner.free(address, bytes);
    this.listener({ kind: 'free', address, bytes, answer }, this);
    return answer;
  }

  stats(): AllocatorStats {
    return this.inner.stats();
  }
}

/** One call of a page source; page 0 as the answer to an acquisition is "none". */
export interface PageEvent {
  readonly kind: 'acquire' | 'release';
  readonly page: PageIndex;
  readonly pages: number;
}

/** A page source that tells a listener of every call. A heap can be opened on it. */
export class LoggingPages implements PageSource {
  constructor(
    private readonly inner: PageSource,
    private readonly listener: (event: PageEvent) => void,
  ) {}

  get space(): AddressSpace {
    return this.inner.space;
  }

  get owner(): OwnerId {
    return this.inner.owner;
  }

  acquire(pages: number, alignment: number): PageIndex {
    const page = this.inner.acquire(pages, alignment);
    this.listener({ kind: 'acquire', page, pages });
    return page;
  }

  release(start: PageIndex, pages: number): void {
    this.inner.release(start, pages);
    this.listener({ kind: 'release', page: start, pages });
  }

  close(): void {
    this.inner.close?.();
  }
}
