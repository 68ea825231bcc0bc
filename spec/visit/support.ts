// What visiting says of a heap, all ways of asking against each other.

import { expect } from 'chai';
import { addressOf, type BlockState, type Heap, type Ref } from '../../src/index.ts';

/** Objects by what is known of them. */
export interface Visited {
  readonly live: ReadonlySet<Ref>;
  readonly new: ReadonlySet<Ref>;
  readonly dead: ReadonlySet<Ref>;
}

function blocksOf(heap: Heap): Record<BlockState, Set<Ref>> {
  const found = { live: new Set<Ref>(), new: new Set<Ref>(), dead: new Set<Ref>() };
  for (const arena of heap.arenas()) {
    let end = arena.address;
    arena.forEachBlock(({ ref, address, bytes, layout, state }) => {
      if (address < end) expect.fail(`the block at ${address} begins before the last one ends`);
      if (layout === undefined) expect.fail(`the block at ${address} has no layout`);
      end = address + bytes;
      found[state].add(ref);
    });
    if (end > arena.address + arena.bytes) expect.fail('a block ends behind its arena');
  }
  return found;
}

/**
 * What is in the heap. Throws where the ways to ask do not agree.
 *
 * @param hasMarks whether headers have marks.
 */
export function visitAll(heap: Heap, hasMarks = true): Visited {
  const blocks = blocksOf(heap);
  const seen = new Set<Ref>();
  heap.forEachObject((ref) => {
    if (seen.has(ref)) expect.fail(`the object at ${addressOf(ref)} is visited twice`);
    seen.add(ref);
    if (blocks.live.has(ref) || blocks.new.has(ref)) return;
    // A large object, which is no block of an arena.
    blocks[heap.isMarked(ref) ? 'live' : 'new'].add(ref);
  });
  const alive = blocks.live.size + blocks.new.size;
  if (seen.size !== alive)
    expect.fail(`${seen.size} objects are visited, and ${alive} blocks live`);
  for (const ref of seen) checkOne(heap, ref, blocks.live.has(ref), hasMarks);
  for (const ref of blocks.dead) {
    if (heap.isMarked(ref)) expect.fail(`the dead block at ${addressOf(ref)} is marked`);
    if (heap.refAt(addressOf(ref)) !== 0) expect.fail('an object is found where one has died');
  }
  return blocks;
}

function checkOne(heap: Heap, ref: Ref, isLive: boolean, hasMarks: boolean): void {
  const at = addressOf(ref);
  if (heap.isMarked(ref) !== isLive) expect.fail(`isMarked says otherwise of ${at}`);
  const { isMarked, bytes } = heap.headerOf(ref);
  if (isMarked !== (hasMarks ? isLive : undefined))
    expect.fail(`the header at ${at} says otherwise`);
  for (const inside of [at, at + 4, at + bytes - 1])
    if (heap.refAt(inside) !== ref) expect.fail(`at ${inside} another object is found, not ${ref}`);
}
