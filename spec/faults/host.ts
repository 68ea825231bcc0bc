// The host's own code that a heap calls, made to stumble once: its k-th call fails or throws.

import type { AddressSpace } from '../../src/index.ts';
import { SpacePages } from '../../src/memory/index.ts';
import type { PageIndex } from '../../src/memory/brands.ts';

/** The host's code that a heap calls, and how it stumbles. */
export const STUMBLES = [
  'acquire fails',
  'acquire throws',
  'acquireAt throws',
  'release throws',
  'scanner throws',
  'onMarked throws',
  'onMoved throws',
  'onCollection throws',
  'onViewsChanged throws',
] as const;
/** An interpreter calls its host to print, too. */
export type Stumble = (typeof STUMBLES)[number] | 'output throws';

/** What the host throws. */
export class HostError extends Error {}

/** Counts the calls of one kind, and stumbles at the k-th. */
export class Host {
  calls = 0;

  constructor(
    private readonly stumble: Stumble | 'none',
    private k: number,
  ) {}

  /** Stumbles no more. */
  recover(): void {
    this.k = 0;
  }

  /** Whether this call is the one that stumbles. */
  stumbles(what: Stumble): boolean {
    return what === this.stumble && ++this.calls === this.k;
  }

  throwIf(what: Stumble): void {
    if (this.stumbles(what)) throw new HostError(`${what}, call ${this.k}`);
  }
}

/** Pages of a space, which fail, throw or do as they are told. */
export class StumblingPages extends SpacePages {
  constructor(
    space: AddressSpace,
    private readonly host: Host,
  ) {
    super(space, 'stumbling');
  }

  override acquire(pages: number, alignment: number): PageIndex {
    this.host.throwIf('acquire throws');
    return this.host.stumbles('acquire fails') ? (0 as PageIndex) : super.acquire(pages, alignment);
  }

  override acquireAt(start: PageIndex, pages: number): boolean {
    this.host.throwIf('acquireAt throws');
    return super.acquireAt(start, pages);
  }

  override release(start: PageIndex, pages: number): void {
    this.host.throwIf('release throws');
    super.release(start, pages);
  }
}
