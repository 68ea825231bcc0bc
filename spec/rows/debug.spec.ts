import { expect } from 'chai';
import { addressOf, HeapAllocator } from '../../src/index.ts';
import {
  ALREADY_FREE,
  DebugAllocator,
  type DebugFault,
  WRONG_SIZE,
} from '../../src/alloc/index.ts';
import { WAYS } from './support.ts';

describe('a leak report with stacks; a double free with its traces; a free of the wrong size', () => {
  for (const { name, open, collect } of WAYS)
    it(`in ${name}`, () => {
      const heap = open();
      const Garbage = heap.bytesLayout('Garbage');
      const faults: DebugFault[] = [];
      const inner = new HeapAllocator(heap, { name: 'blocks' });
      const debug = new DebugAllocator(inner, { onFault: (fault) => faults.push(fault) });
      const allocateHere = (bytes: number): number => debug.allocate(bytes, 16);
      const freeHere = (address: number, bytes: number): number => debug.free(address, bytes);
      const freed = allocateHere(16);
      const leaked = allocateHere(500);
      for (let made = 0; made < 1000; made++) Garbage.new(64);
      collect(heap);
      expect(freeHere(freed, 16)).to.equal(0);
      expect(debug.free(freed, 16)).to.equal(ALREADY_FREE);
      expect(freeHere(leaked, 499)).to.equal(WRONG_SIZE);
      collect(heap);
      const [twice, wrong] = faults;
      expect(twice!.message).to.match(
        /ALREADY_FREE[^]*allocated\n.*allocateHere[^]*freed first\n.*freeHere[^]*this call\n/,
      );
      expect(wrong!.message).to.match(/WRONG_SIZE\nthe block has 500 bytes[^]*allocateHere/);
      expect(debug.leakReport()).to.match(
        /^blocks: 1 blocks of 500 bytes were not freed\n1 of 500 bytes, allocated\n.*allocateHere/,
      );
      expect(debug.verify()).to.deep.equal([]);
      heap.verify();
    });
});

describe('a debug mode that never reuses memory', () => {
  for (const { name, isNever, open, collect } of WAYS)
    it(`in ${name}`, () => {
      const heap = open({ checked: true, reuse: false });
      const Pair = heap.layout('Pair', { left: 'ref', right: 'ref' });
      const Row = heap.arrayLayout('Row', 'ref');
      const kept = heap.root(Pair.new());
      const seen = new Set<number>([addressOf(kept.ref)]);
      const note = (address: number): void => {
        if (seen.has(address)) expect.fail(`${address} was handed out twice`);
        seen.add(address);
      };
      for (let round = 0; round < 5; round++) {
        const mark = isNever ? heap.checkpoint() : undefined;
        for (let made = 0; made < 3000; made++) note(addressOf(Pair.new()));
        note(addressOf(Row.new(3000)));
        if (mark === undefined) collect(heap);
        else heap.rewind(mark);
      }
      expect(seen.size).to.equal(15_006);
      expect(Pair.is(kept.ref)).to.equal(true);
      heap.verify();
    });
});
