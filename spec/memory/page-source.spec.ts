import { expect } from 'chai';
import { AddressSpace, LimitedPages, MIB, SpacePages } from '../../src/memory/index.ts';
import type { PageIndex } from '../../src/memory/brands.ts';
import { QuarantinedPages } from '../../src/memory/quarantine.ts';
import { SparePages } from '../../src/memory/spare-pages.ts';

const RUN = 8;

/** Throws once, before it takes pages back or when it has them. */
class ThrowingPages extends SpacePages {
  throwsOnce: 'before' | 'after' | undefined;

  override release(start: PageIndex, pages: number): void {
    const when = this.throwsOnce;
    this.throwsOnce = undefined;
    if (when === 'before') throw new Error('before');
    super.release(start, pages);
    if (when === 'after') throw new Error('after');
  }
}

describe('a page source that throws when pages are given back', () => {
  let source: ThrowingPages;

  beforeEach(() => {
    source = new ThrowingPages(new AddressSpace({ reserve: 4 * MIB }), 'throwing');
  });

  for (const [when, left] of [
    ['before', 1],
    ['after', 0],
  ] as const)
    it(`has what it took, and no more: it throws ${when}`, () => {
      const limited = new LimitedPages(source, MIB);
      const spares = new SparePages(source, RUN, 10 * RUN);
      for (const pages of [limited, spares]) {
        const run = pages.acquire(RUN, RUN);
        source.throwsOnce = when;
        expect(() => pages.release(run, RUN)).to.throw(when);
      }
      expect([limited.used, spares.committed]).to.deep.equal([left * 32768, left * 32768]);
    });

  it('is offered the rest of a quarantine once more', () => {
    const quarantine = new QuarantinedPages(source);
    for (const run of [1, 2, 3].map(() => quarantine.acquire(RUN, RUN)))
      quarantine.release(run, RUN);
    source.throwsOnce = 'before';
    expect(() => quarantine.dispose()).to.throw('before');
    quarantine.dispose();
    expect(source.space.holders()).to.deep.equal([]);
  });

  it('is heard no more when it throws at the end of its spares', () => {
    const spares = new SparePages(source, RUN, 10 * RUN);
    spares.keep(MIB);
    spares.release(spares.acquire(RUN, RUN), RUN);
    source.throwsOnce = 'before';
    expect(() => spares.dispose()).to.throw('before');
    expect(source.space.relieve()).to.equal(false);
  });
});
