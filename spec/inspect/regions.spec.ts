import { expect } from 'chai';
import { toRef } from '../../src/index.ts';
import {
  ARENA_BYTES,
  ENTRY_FLAGS,
  REGION_CURSOR,
  REGION_END,
  REGION_RECYCLABLE,
  REGION_START,
} from '../../src/arena/geometry.ts';
import { verify } from '../../src/inspect/verify.ts';
import { arenaOf, corruptionOf, openArenas, openPlane, type Plane } from './support.ts';

describe('verify, of regions', () => {
  const damages: readonly [string, (opened: Plane, at: number) => void, string][] = [
    [
      'a cursor past the end',
      ({ words }, at) => (words[(at + REGION_CURSOR) >>> 2]! = words[(at + REGION_END) >>> 2]! + 2),
      'has the small region, which cannot be',
    ],
    [
      'a cursor before the start',
      ({ words }, at) =>
        (words[(at + REGION_CURSOR) >>> 2]! = words[(at + REGION_START) >>> 2]! - 2),
      'has the small region, which cannot be',
    ],
    [
      'an end past the arena',
      ({ words }, at) => (words[(at + REGION_END) >>> 2]! += ARENA_BYTES),
      'has the small region, which cannot be',
    ],
    [
      'an arena to go on with that is none',
      ({ words }, at) => (words[(at + REGION_RECYCLABLE) >>> 2] = 400),
      'to go on in arena 400',
    ],
    [
      'something in what is free',
      ({ words }, at) => (words[words[(at + REGION_CURSOR) >>> 2]! + 20] = 9),
      'has 9 at',
    ],
    [
      'an object that is none, dead or alive',
      ({ words }, at) => (words[words[(at + REGION_CURSOR) >>> 2]! - 4] = 0),
      'was made there, and its header is none',
    ],
    [
      'a cursor that is not where the objects end',
      ({ words }, at) => (words[(at + REGION_CURSOR) >>> 2]! -= 2),
      'in which objects end at',
    ],
  ];
  for (const [name, damage, message] of damages)
    it(`finds ${name}`, () => {
      const opened = openArenas();
      damage(opened, opened.plane.arenas.small.address);
      expect(corruptionOf(opened.plane)).to.contain(message);
    });

  it('finds a hole that no flag tells of', () => {
    const { plane, layout, words, list, tables } = openArenas();
    list.ref = toRef(words[(list.ref >>> 2) + 1]!);
    plane.collect('request', 'full');
    const arena = arenaOf(plane.allocate(layout, 16));
    verify(plane);
    words[tables.entryAt(arena, ENTRY_FLAGS)] = 0;
    expect(corruptionOf(plane)).to.contain('has the small region in a hole, and no flag says so');
  });

  it('finds both in one place', () => {
    const { plane, words } = openPlane();
    plane.allocate(plane.layouts.register('Text', 0).id, 200);
    verify(plane);
    const { small, medium } = plane.arenas;
    words.copyWithin(medium.address / 4, small.address / 4, small.address / 4 + 8);
    expect(corruptionOf(plane)).to.contain('both regions in one place');
  });
});
