import { expect } from 'chai';
import { BadRequestError, type PageIndex, PageMap } from '../../src/memory/index.ts';

describe('pages that are lent', () => {
  const open = (): {
    readonly map: PageMap;
    readonly owners: readonly ReturnType<PageMap['register']>[];
    readonly start: PageIndex;
  } => {
    const map = new PageMap(64);
    const owners = ['one', 'two', 'three'].map((name) => map.register(name));
    return { map, owners, start: map.acquire(8, 1, owners[0]!) };
  };

  it('are held by who has them, and counted so', () => {
    const { map, owners, start } = open();
    const [one, two] = [owners[0]!, owners[1]!];
    map.lend((start + 2) as PageIndex, 3, one, two);
    expect([map.heldBy(one), map.heldBy(two)]).to.deep.equal([5, 3]);
    expect([1, 2, 4, 5].map((by) => map.isLent(start + by))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(() => map.release(start, 8, one)).to.throw(BadRequestError, 'held by two');
    map.takeBack((start + 3) as PageIndex, 2, two, one);
    map.takeBack((start + 2) as PageIndex, 1, two, one);
    expect([map.heldBy(one), map.heldBy(two), map.isLent(start + 2)]).to.deep.equal([8, 0, false]);
    map.release(start, 8, one);
    expect(map.stats().heldPages).to.equal(1);
  });

  it('can be lent on, and come back the same way', () => {
    const { map, owners, start } = open();
    const [one, two, three] = [owners[0]!, owners[1]!, owners[2]!];
    map.lend(start, 8, one, two);
    map.lend(start, 4, two, three);
    expect(() => map.takeBack(start, 8, two, one)).to.throw(BadRequestError, 'held by three');
    map.takeBack(start, 4, three, two);
    expect(map.isLent(start)).to.equal(true);
    map.takeBack(start, 8, two, one);
    expect(map.isLent(start)).to.equal(false);
  });

  it('are neither lent nor taken back by who does not hold them', () => {
    const { map, owners, start } = open();
    const [one, two] = [owners[0]!, owners[1]!];
    expect(() => map.lend(start, 8, two, one)).to.throw(BadRequestError, 'held by one');
    expect(() => map.lend(start, 9, one, two)).to.throw(BadRequestError, 'held by nobody');
    expect(() => map.takeBack(start, 8, one, two)).to.throw(BadRequestError, 'not lent');
    map.lend(start, 4, one, two);
    map.lend((start + 4) as PageIndex, 4, one, two);
    map.takeBack((start + 4) as PageIndex, 4, two, one);
    expect(() => map.takeBack(start, 8, two, one)).to.throw(BadRequestError, 'not lent');
    expect([map.heldBy(one), map.heldBy(two)]).to.deep.equal([4, 4]);
  });
});
