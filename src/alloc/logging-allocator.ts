// Another allocator, and another page source, that report each call as a typed event. What is done
// with the events is the listener's affair: print, count, draw. One that throws does no harm to the
// books of those who called.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId, PageIndex } from '../memory/brands.ts';
import { callable, checkArgument, checkOptions, optional, text } from '../memory/check.ts';
import { PAGE_SOURCE, type PageSource } from '../memory/page-source.ts';
import { ALLOCATOR, type Allocator, type AllocatorStats } from './allocator.ts';

const LISTENER = callable<unknown>();
const OPTIONS = { name: optional(text) };

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

/**
 * Tells a listener of every call. Otherwise as its inner allocator. What the listener throws is
 * kept in `faults`: an allocator answers by codes, and its call has been made by then.
 */
export class LoggingAllocator implements Allocator {
  readonly name: string;
  /** What the listener has thrown, in order. */
  readonly faults: unknown[] = [];

  constructor(
    private readonly inner: Allocator,
    private readonly listener: AllocationListener,
    options: { readonly name?: string } = {},
  ) {
    checkArgument('LoggingAllocator', 'inner', inner, ALLOCATOR);
    checkArgument('LoggingAllocator', 'listener', listener, LISTENER);
    const { name } = checkOptions('LoggingAllocator', options, OPTIONS);
    this.name = name ?? inner.name;
  }

  get knowsBlocks(): boolean {
    return this.inner.knowsBlocks === true;
  }

  get memory(): Allocator['memory'] {
    return this.inner.memory;
  }

  allocate(bytes: number, alignment: number): number {
    const answer = this.inner.allocate(bytes, alignment);
    this.tell({ kind: 'allocate', bytes, alignment, answer });
    return answer;
  }

  resize(address: number, oldBytes: number, newBytes: number): number {
    const answer = this.inner.resize(address, oldBytes, newBytes);
    this.tell({ kind: 'resize', address, oldBytes, newBytes, answer });
    return answer;
  }

  free(address: number, bytes: number): number {
    const answer = this.inner.free(address, bytes);
    this.tell({ kind: 'free', address, bytes, answer });
    return answer;
  }

  stats(): AllocatorStats {
    return this.inner.stats();
  }

  private tell(event: AllocationEvent): void {
    try {
      this.listener(event, this);
    } catch (error) {
      this.faults.push(error);
    }
  }
}

/** One call of a page source; page 0 as the answer to an acquisition is "none". */
export interface PageEvent {
  readonly kind: 'acquire' | 'release';
  readonly page: PageIndex;
  readonly pages: number;
}

/**
 * A page source that tells a listener of every call. A heap can be opened on it. What the listener
 * throws comes out of the call: a release has been made then, and an acquisition has been taken
 * back.
 */
export class LoggingPages implements PageSource {
  constructor(
    private readonly inner: PageSource,
    private readonly listener: (event: PageEvent) => void,
  ) {
    checkArgument('LoggingPages', 'inner', inner, PAGE_SOURCE);
    checkArgument('LoggingPages', 'listener', listener, LISTENER);
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
    const page = this.inner.acquire(pages, alignment);
    try {
      this.listener({ kind: 'acquire', page, pages });
    } catch (error) {
      if (page !== 0) this.inner.release(page, pages);
      throw error;
    }
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
