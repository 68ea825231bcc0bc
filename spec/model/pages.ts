// A page source of the host's own, which tells of each call before and after it is made.

import type { AddressSpace } from '../../src/index.ts';
import type { PageIndex } from '../../src/memory/brands.ts';
import { SpacePages } from '../../src/memory/index.ts';

/** Told of a call; true: the source is to say that it has no pages. It may throw. */
export type PagesListener = (
  call: 'acquire' | 'acquireFails' | 'acquireAt' | 'release' | 'released',
) => boolean;

/** The pages of a space, with somebody who listens. */
export class ToldPages extends SpacePages {
  listener: PagesListener = () => false;

  constructor(space: AddressSpace, name: string) {
    super(space, name);
  }

  override acquire(pages: number, alignment: number): PageIndex {
    this.listener('acquire');
    if (this.listener('acquireFails')) return 0 as PageIndex;
    return super.acquire(pages, alignment);
  }

  override acquireAt(start: PageIndex, pages: number): boolean {
    this.listener('acquireAt');
    return super.acquireAt(start, pages);
  }

  override release(start: PageIndex, pages: number): void {
    this.listener('release');
    super.release(start, pages);
    this.listener('released');
  }
}
