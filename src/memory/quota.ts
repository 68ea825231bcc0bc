// A quota: bytes that several heaps may hold together, however they share them.

import { checkArgument, wholeNumber } from './check.ts';
import { showAs, sizeText } from './opaque.ts';
import { PAGE_BYTES } from './units.ts';

const LIMIT = wholeNumber(PAGE_BYTES, Infinity, 'bytes');

/** Given to each of the heaps: `new Heap({ quota })`. */
export class Quota {
  /** What tells this quota from others. */
  readonly identity = Symbol('quota');
  #limit: number;
  #usedPages = 0;

  static {
    showAs(Quota, ({ used, limit }) => `Quota { ${sizeText(used)} of ${sizeText(limit)} }`);
  }

  /**
   * @param limit bytes of pages; whole pages of it count. Throws BadRequestError for less than one.
   */
  constructor(limit: number) {
    this.#limit = checkArgument('Quota', 'limit', limit, LIMIT);
  }

  get limit(): number {
    return this.#limit;
  }

  /** A smaller limit than what is held refuses more until enough is given back. */
  set limit(limit: number) {
    this.#limit = checkArgument('Quota', 'limit', limit, LIMIT);
  }

  /** Bytes that the heaps hold now. */
  get used(): number {
    return this.#usedPages * PAGE_BYTES;
  }

  /** Bytes that they may still take. */
  get left(): number {
    return Math.max(0, Math.floor(this.#limit / PAGE_BYTES) - this.#usedPages) * PAGE_BYTES;
  }

  /** Counts pages that were taken, or given back where they are fewer than none. */
  count(pages: number): void {
    this.#usedPages += pages;
  }
}
