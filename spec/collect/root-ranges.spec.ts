import { expect } from 'chai';
import { BadRequestError } from '../../src/index.ts';
import { RootRanges } from '../../src/collect/root-ranges.ts';
import { openPairs } from '../support/pairs.ts';

const END = 1000;

describe('ranges of roots', () => {
  it('are visited as they came, but for those with nothing in them', () => {
    const ranges = new RootRanges(END);
    ranges.add(10, 20);
    ranges.add(30, 30);
    ranges.add(0, END);
    const seen: number[][] = [];
    ranges.forEach((start, end) => seen.push([start, end]));
    expect(seen).to.deep.equal([
      [10, 20],
      [0, END],
    ]);
  });

  for (const [start, end] of [
    [2, 1],
    [-1, 1],
    [0.5, 1],
    [0, NaN],
    [0, END + 1],
    [END + 1, END + 2],
    [0, Infinity],
  ] as const)
    it(`are not from ${start} to ${end}`, () => {
      expect(() => new RootRanges(END).add(start, end)).to.throw(BadRequestError, String(end));
    });

  it('are none when the scan is over', () => {
    const ranges = new RootRanges(END);
    ranges.close();
    expect(() => ranges.add(1, 2)).to.throw(BadRequestError, 'ended');
  });

  it('that a scanner hands over end where the tables of the space begin; else nothing is collected', () => {
    const { heap, Pair } = openPairs({ collect: 'explicit' });
    heap.root(Pair.new());
    const end = heap.space.words.length;
    const remove = heap.addScanner((visit) => visit(end - 1, end));
    expect(() => heap.collect()).to.throw(BadRequestError, `from ${end - 1} to ${end}`);
    remove();
    expect(heap.collect()).to.include({ ordinal: 1, liveObjects: 1 });
  });
});
