import { expect } from 'chai';
import { Heap } from '../../src/index.ts';

/** Runs `body` in a host that has no Buffer, as a browser. */
function withoutBuffer<Result>(body: () => Result): Result {
  const host = globalThis as { Buffer?: unknown };
  const { Buffer } = host;
  delete host.Buffer;
  try {
    return body();
  } finally {
    host.Buffer = Buffer;
  }
}

describe('kernel', () => {
  it('is read where the host has no decoder of its own', () => {
    const collected = withoutBuffer(() => {
      expect(typeof Buffer).to.equal('undefined');
      const heap = new Heap();
      const Pair = heap.layout('Pair', { one: 'ref', other: 'ref' });
      heap.root(Pair.new({ one: Pair.new() }));
      Pair.new();
      return heap.collect();
    });
    expect(collected.liveObjects).to.equal(2);
  });
});
