// Pages that their holder has from another owner, who takes them back: how often each is lent.

import { BadRequestError } from './errors.ts';

/** The lent pages of one space. The table is made when anything is lent. */
export class LentPages {
  private times: Uint8Array | undefined;

  constructor(private readonly pages: number) {}

  has(page: number): boolean {
    return (this.times?.[page] ?? 0) > 0;
  }

  add(start: number, pages: number): void {
    this.times ??= new Uint8Array(this.pages);
    for (let page = start; page < start + pages; page++) this.times[page]!++;
  }

  /** Throws BadRequestError where a page of the run is not lent. */
  check(start: number, pages: number): void {
    for (let page = start; page < start + pages; page++)
      if (!this.has(page))
        throw new BadRequestError(
          `takeBack of ${pages} pages from ${String(start)}: page ${page} is not lent`,
        );
  }

  /** After a check. */
  remove(start: number, pages: number): void {
    for (let page = start; page < start + pages; page++) this.times![page]!--;
  }
}
