import { expect } from 'chai';
import { AddressSpace, LimitedPages, MIB, PAGE_BYTES, SpacePages } from '../../src/memory/index.ts';
import { SparePages } from '../../src/memory/spare-pages.ts';

const RUN = 8;

describe('SparePages', () => {
  let space: AddressSpace;
  let spares: SparePages;
  const isFree = (page: number): boolean => space.pages.ownerOf(page) === 0;

  beforeEach(() => {
    space = new AddressSpace({ reserve: 4 * MIB });
    spares = new SparePages(new SpacePages(space, 'spec'), RUN, 10 * RUN);
  });

  it('keeps as many runs as it may, and hands them out again', () => {
    spares.keep(2 * RUN * PAGE_BYTES);
    const runs = [0, 1, 2].map(() => spares.acquire(RUN, RUN));
    for (const run of runs) spares.release(run, RUN);
    expect(runs.map(isFree)).to.deep.equal([false, false, true]);
    expect(spares.committed).to.equal(2 * RUN * PAGE_BYTES);
    expect([spares.acquire(RUN, RUN), spares.acquire(RUN, RUN)].sort()).to.deep.equal(
      runs.slice(0, 2).sort(),
    );
    expect(spares.peak).to.equal(3 * RUN * PAGE_BYTES);
  });

  it('gives back what it kept when it may keep no more', () => {
    spares.keep(RUN * PAGE_BYTES);
    const run = spares.acquire(RUN, RUN);
    spares.release(run, RUN);
    spares.keep(0);
    expect(isFree(run)).to.equal(true);
    expect(spares.committed).to.equal(0);
  });

  it('keeps what the source does not take back, until it does', () => {
    const source = new SpacePages(space, 'stubborn');
    const release = source.release.bind(source);
    const stubborn = new SparePages(source, RUN, 10 * RUN);
    stubborn.keep(MIB);
    const runs = [0, 1].map(() => stubborn.acquire(RUN, RUN));
    for (const run of runs) stubborn.release(run, RUN);
    source.release = () => {
      throw new Error('not now');
    };
    expect(() => stubborn.keep(0)).to.throw('not now');
    expect(stubborn.committed).to.equal(2 * RUN * PAGE_BYTES);
    const kept: number[] = [];
    stubborn.forEachSpare((run) => kept.push(run));
    expect(kept).to.have.members(runs);
    source.release = release;
    stubborn.keep(0);
    expect([stubborn.committed, ...runs.map(isFree)]).to.deep.equal([0, true, true]);
  });

  it('keeps nothing of another length or another alignment', () => {
    spares.keep(MIB);
    const short = spares.acquire(RUN - 2, 1);
    const crooked = spares.acquire(RUN, 1);
    expect(crooked % RUN).not.to.equal(0);
    spares.release(short, RUN - 2);
    spares.release(crooked, RUN);
    expect(spares.committed).to.equal(0);
  });

  it('gives up what it kept before it holds more than its limit', () => {
    spares.keep(MIB);
    const run = spares.acquire(RUN, RUN);
    spares.release(run, RUN);
    const long = spares.acquire(10 * RUN - 1, 1);
    expect(long).not.to.equal(0);
    expect(spares.committed).to.equal((10 * RUN - 1) * PAGE_BYTES);
  });

  it('gives up what it kept before it says that there is no room', () => {
    const limited = new LimitedPages(new SpacePages(space, 'limited'), 2 * RUN * PAGE_BYTES);
    const tight = new SparePages(limited, RUN, 10 * RUN);
    tight.keep(MIB);
    const runs = [tight.acquire(RUN, RUN), tight.acquire(RUN, RUN)];
    for (const run of runs) tight.release(run, RUN);
    expect(limited.used).to.equal(2 * RUN * PAGE_BYTES);
    const long = tight.acquire(2 * RUN, 1);
    expect(long).not.to.equal(0);
    tight.release(long, 2 * RUN);
    const first = tight.acquire(RUN, RUN);
    const second = tight.acquire(RUN, RUN);
    tight.release(second, RUN);
    expect(tight.acquireAt(second, 1)).to.equal(true);
    expect(tight.committed).to.equal((RUN + 1) * PAGE_BYTES);
    tight.release(first, RUN);
  });
});
