import { expect } from 'chai';
import { ARENA_BYTES } from '../../src/arena/geometry.ts';
import { AddressSpace, type CollectMode, Heap } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

const OBJECT_BYTES = 16;
const ARENAS = 64;
const OBJECTS = (ARENAS * ARENA_BYTES) / OBJECT_BYTES;
/** So many that the engine has compiled for good what is measured. */
const ROUNDS = 101;

/**
 * Bytes that making objects leaves in the engine's own heap for each arena that they fill; the
 * median of several rounds.
 */
function garbageOfAnArena(collect: CollectMode): number {
  const space = new AddressSpace({ reserve: 256 * MIB });
  // Under no stress, whatever the environment says: to verify a heap leaves something there.
  const heap = new Heap({ space, collect, nursery: 2 * MIB, stress: {} });
  const Pair = heap.layout('Pair', { left: 'ref', right: 'ref' });
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < OBJECTS; i++) Pair.new();
    return (process.memoryUsage().heapUsed - before) / ARENAS;
  });
  heap.dispose();
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1]!;
}

describe('an object that is made', () => {
  it('leaves nothing in the engine’s own heap, nor does an arena that is taken for it', () => {
    expect(garbageOfAnArena('never')).to.be.within(0, 32);
  });

  it('leaves next to nothing there where it brings about collections', () => {
    expect(garbageOfAnArena('automatic')).to.be.within(0, 128);
  });
});
