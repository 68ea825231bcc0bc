import { expect } from 'chai';
import { type Ref, toRef } from '../../src/index.ts';
import { verify } from '../../src/inspect/verify.ts';
import { PINNED, RECORD_LIMIT, RECORD_MASK } from '../../src/object/header.ts';
import {
  type Changed,
  corruptionOf,
  openArenas,
  openPlane,
  type Plane,
  withChanged,
} from './support.ts';

describe('verify, of handles and pins', () => {
  it('finds a chain of free handles that is a circle, goes astray, or has something in it', () => {
    const { plane, words } = openPlane();
    const { firstFree } = plane.roots;
    const link = words[firstFree]!;
    words[firstFree] = firstFree << 1;
    expect(corruptionOf(plane)).to.contain(`handle ${firstFree} is free twice`);
    words[firstFree] = 12 << 1;
    expect(corruptionOf(plane)).to.contain('goes on to 12, which is none');
    words[firstFree] = link | 3;
    expect(corruptionOf(plane)).to.contain(`is free, and holds`);
    words[firstFree] = link;
    verify(plane);
  });

  it('finds a handle that holds no reference, and one that is neither held nor free', () => {
    const { plane, words, list } = openPlane();
    const handle = words.indexOf(list.ref);
    words[handle] = 14;
    expect(corruptionOf(plane)).to.contain(`handle ${handle} holds 14, which is no reference`);
    words[handle] = 0;
    verify(plane);
    words[plane.roots.firstFree] = 0;
    expect(corruptionOf(plane)).to.match(/1 handles are counted as held, and \d+ are not free/);
  });

  it('finds a pin of which the header does not tell, and a header without a pin', () => {
    const { plane, words, list } = openPlane();
    const pin = plane.pins.pin(list.ref);
    verify(plane);
    words[list.ref >>> 2]! &= ~PINNED;
    expect(corruptionOf(plane)).to.contain('is pinned, and its header does not say so');
    words[list.ref >>> 2]! |= PINNED;
    words[words[(list.ref >>> 2) + 1]! >>> 2]! |= PINNED;
    expect(corruptionOf(plane)).to.contain('2 objects say that they are pinned, and 1 are');
    words[words[(list.ref >>> 2) + 1]! >>> 2]! &= ~PINNED;
    pin.release();
    verify(plane);
  });

  it('finds a pin that no handle keeps', () => {
    const { plane, list } = openPlane();
    plane.pins.pin(list.ref);
    const { pins } = plane;
    const pinned = (ref: Ref, count: number): string =>
      corruptionOf(plane, {
        pins: withChanged(pins, { forEachPinned: (visit) => visit(ref, count) }),
      });
    expect(pinned(list.ref, 3)).to.contain('is pinned 3 times, and 2 handles keep it');
    expect(pinned(toRef(list.ref + 8), 1)).to.contain('is pinned, and no handle keeps it');
  });
});

describe('verify, of the books', () => {
  it('finds a record of a layout that was written over', () => {
    const { plane, words, layout } = openPlane();
    for (const offset of [0, RECORD_LIMIT, RECORD_MASK, RECORD_MASK + 4]) {
      words[(plane.layouts.addressOf(layout) + offset) >>> 2]! += 1;
      expect(corruptionOf(plane)).to.contain('the record of layout Pair');
      words[(plane.layouts.addressOf(layout) + offset) >>> 2]! -= 1;
    }
    verify(plane);
  });

  const figures: readonly [string, (plane: Plane['plane']) => Changed, string][] = [
    [
      'pages that are used and not counted',
      ({ pages }) => ({ pages: withChanged(pages, { used: pages.used + 4096 }) }),
      'are counted as used',
    ],
    [
      'more pages than at the peak',
      ({ pages }) => ({ pages: withChanged(pages, { peak: 0 }) }),
      'more than the peaks',
    ],
    [
      'spare arenas that are not counted',
      ({ spares }) => ({ spares: withChanged(spares, { committed: 0 }) }),
      'with what is kept the heap takes',
    ],
    [
      'arenas that came from nowhere',
      ({ arenas }) => ({ arenas: withChanged(arenas, { taken: 0 }) }),
      '0 arenas were taken',
    ],
    [
      'more objects than were handed out',
      ({ arenas }) => ({ arenas: withChanged(arenas, { allocatedObjects: 5 }) }),
      'were ever handed out',
    ],
    [
      'bytes handed out that are neither live nor freed nor new',
      ({ arenas }) => ({ arenas: withChanged(arenas, { allocatedBytes: 1e9 }) }),
      'were bumped since',
    ],
    [
      'bytes that were freed and never handed out',
      ({ log }) => ({ log: withChanged(log, { freedBytes: 1e9 }) }),
      'were bumped since',
    ],
    [
      'live objects that no arena has',
      ({ log }) => ({ log: withChanged(log, { liveObjects: 7 }) }),
      'the last collection found 7 objects',
    ],
    [
      'live bytes that no arena has',
      ({ log }) => ({ log: withChanged(log, { liveBytes: log.liveBytes + 8, freedBytes: -8 }) }),
      'the last collection found',
    ],
    [
      'more collections of the young than of all',
      ({ log }) => ({ log: withChanged(log, { youngCollections: 9 }) }),
      'do not agree with each other',
    ],
  ];
  for (const [name, change, message] of figures)
    it(`finds ${name}`, () => {
      const { plane } = openArenas();
      expect(corruptionOf(plane, change(plane))).to.contain(message);
      verify(plane);
    });
});
