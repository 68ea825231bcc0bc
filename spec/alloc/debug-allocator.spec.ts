import { expect } from 'chai';
import {
  ALREADY_FREE,
  ArenaAllocator,
  CANNOT_RESIZE,
  checked,
  DebugAllocator,
  type DebugFault,
  OVERWRITTEN,
  WRONG_SIZE,
} from '../../src/alloc/index.ts';
import { AllocatorError, BadRequestError } from '../../src/memory/index.ts';
import { openPages } from './subjects.ts';

describe('DebugAllocator', () => {
  let faults: DebugFault[];
  let debug: DebugAllocator;

  beforeEach(() => {
    faults = [];
    debug = new DebugAllocator(openPages(), { onFault: (fault) => faults.push(fault) });
  });

  function allocateHere(bytes: number): number {
    return debug.allocate(bytes, 8);
  }

  function freeHere(address: number, bytes: number): number {
    return debug.free(address, bytes);
  }

  it('reports leaks with where they were allocated, the most bytes first', () => {
    debug.free(debug.allocate(8, 8), 8);
    debug.allocate(10, 8);
    allocateHere(500);
    const report = debug.leakReport();
    expect(report).to.match(/^pages: 2 blocks of 510 bytes were not freed/);
    expect(report).to.match(/1 of 500 bytes, allocated\n.*allocateHere[^]*1 of 10 bytes/);
    expect(report).to.contain('debug-allocator.spec');
    expect(debug.leaks().map(({ bytes }) => bytes)).to.deep.equal([10, 500]);
  });

  it('reports nothing when nothing leaks', () => {
    expect(debug.leakReport()).to.equal('');
  });

  it('reports a second free with the places of both, and of the allocation', () => {
    const address = allocateHere(16);
    expect(freeHere(address, 16)).to.equal(0);
    expect(debug.free(address, 16)).to.equal(ALREADY_FREE);
    expect(faults).to.have.length(1);
    expect(faults[0]!.message).to.match(
      /^free\(\d+, 16\): ALREADY_FREE[^]*allocated\n.*allocateHere[^]*freed first\n.*freeHere[^]*this call\n/,
    );
  });

  it('puts these places into the error of the checked path', () => {
    const safe = checked(debug);
    const address = allocateHere(16);
    safe.free(address, 16);
    expect(() => safe.free(address, 16)).to.throw(AllocatorError, /allocateHere/);
  });

  it('finds a free of the wrong size', () => {
    const address = debug.allocate(16, 8);
    expect(debug.free(address, 17)).to.equal(WRONG_SIZE);
    expect(faults[0]!.block).to.include({ bytes: 16 });
  });

  for (const [where, offset] of [
    ['before', -1],
    ['behind', 24],
  ] as const)
    it(`finds a write ${where} the block, at its free and when asked`, () => {
      const address = debug.allocate(24, 8);
      debug.memory.bytes[address + offset] = 1;
      expect(debug.verify().map(({ code }) => code)).to.deep.equal([OVERWRITTEN]);
      expect(debug.free(address, 24)).to.equal(OVERWRITTEN);
      expect(debug.leaks()).to.have.length(1);
    });

  it('keeps the canaries where a block ends after a resize', () => {
    const arena = new DebugAllocator(new ArenaAllocator(openPages()));
    const address = arena.allocate(24, 8);
    expect(arena.resize(address, 24, 100)).to.equal(0);
    expect(arena.resize(address, 100, 40)).to.equal(0);
    expect(arena.verify()).to.deep.equal([]);
    arena.memory.bytes[address + 40] = 0;
    expect(arena.verify()).to.have.length(1);
  });

  it('fills blocks when they come, so that unset bytes show', () => {
    const address = debug.allocate(8, 8);
    expect([...debug.memory.bytes.subarray(address, address + 8)]).to.deep.equal(
      new Array(8).fill(0xaa),
    );
  });

  it('never hands out an address twice in that mode, and finds a write after the free', () => {
    const once = new DebugAllocator(openPages(), { neverReuse: true });
    const seen = new Set<number>();
    for (let block = 0; block < 100; block++) {
      const address = once.allocate(8, 8);
      expect(seen.has(address)).to.equal(false);
      seen.add(address);
      expect(once.free(address, 8)).to.equal(0);
    }
    const [written] = seen;
    once.memory.bytes[written!] = 1;
    expect(once.verify().map(({ address }) => address)).to.deep.equal([written]);
    const last = once.allocate(8, 8);
    expect(once.resize(last, 8, 4)).to.equal(CANNOT_RESIZE);
    once.free(last, 8);
    once.releaseFreed();
    expect(once.stats()).to.include({ used: 0, blocks: 0, held: 0 });
  });

  it('refuses canaries that cannot be', () => {
    for (const canaryBytes of [-1, 0.5, NaN])
      expect(() => new DebugAllocator(openPages(), { canaryBytes })).to.throw(BadRequestError);
  });
});
