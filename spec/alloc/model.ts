// An allocator against a naive model: a list of the blocks it should hold. Used with a few
// sequences in `npm test` and with many in `npm run soak:alloc`.

import { expect } from 'chai';
import fc from 'fast-check';
import { type Allocator, isForWantOfRoom, OUT_OF_MEMORY } from '../../src/alloc/index.ts';
import type { Subject } from './subjects.ts';

interface Held {
  readonly address: number;
  bytes: number;
  readonly mark: number;
}

type Step =
  | { readonly kind: 'allocate'; readonly bytes: number; readonly alignment: number }
  | { readonly kind: 'free'; readonly pick: number }
  | { readonly kind: 'resize'; readonly pick: number; readonly bytes: number };

const size = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 600 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40_000 }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('allocate' as const),
      bytes: size,
      alignment: fc.constantFrom(8, 8, 8, 1, 2, 4, 16, 64, 256, 4096, 16384),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('free' as const), pick: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('resize' as const), pick: fc.nat(), bytes: size }),
  },
);

/** The blocks that ought to be held, each filled with a mark of its own. */
class Model {
  readonly blocks: Held[] = [];
  private marks = 0;

  constructor(private readonly allocator: Allocator) {}

  add(address: number, bytes: number, alignment: number): void {
    expect(address % alignment, 'alignment').to.equal(0);
    for (const other of this.blocks)
      if (address < other.address + other.bytes && other.address < address + bytes)
        expect.fail(`${bytes} at ${address} overlap ${other.bytes} at ${other.address}`);
    const block = { address, bytes, mark: (this.marks++ % 250) + 1 };
    this.blocks.push(block);
    this.fill(block);
  }

  fill({ address, bytes, mark }: Held): void {
    this.allocator.memory.bytes.fill(mark, address, address + bytes);
  }

  /** Whether the block still has its own bytes, looked at in a few places. */
  check({ address, bytes, mark }: Held): void {
    for (const at of [0, bytes >>> 1, bytes - 1])
      expect(this.allocator.memory.bytes[address + at], 'a byte of a block').to.equal(mark);
  }

  usedBy(usedFor: (bytes: number) => number): number {
    return this.blocks.reduce((sum, { bytes }) => sum + usedFor(bytes), 0);
  }
}

function runStep(allocator: Allocator, model: Model, step: Step, isOrdered: boolean): void {
  if (step.kind === 'allocate') {
    const address = allocator.allocate(step.bytes, step.alignment);
    if (address >= 0) model.add(address, step.bytes, step.alignment);
    else expect(isForWantOfRoom(address), `code ${address}`).to.equal(true);
    return;
  }
  if (model.blocks.length === 0) return;
  const index = step.pick % model.blocks.length;
  const block = model.blocks[index]!;
  model.check(block);
  if (step.kind === 'free') {
    expect(allocator.free(block.address, block.bytes)).to.equal(0);
    model.blocks.splice(index, 1);
    if (isOrdered) expect(allocator.free(block.address, block.bytes)).to.be.lessThan(0);
  } else if (allocator.resize(block.address, block.bytes, step.bytes) === 0) {
    for (const other of model.blocks) if (other !== block) model.check(other);
    block.bytes = step.bytes;
    model.fill(block);
    model.blocks.forEach((other) => model.check(other));
  }
}

/** Runs random sequences; throws with the seed and the shortest sequence that fails. */
export function checkAgainstModel(subject: Subject, runs: number, seed: number): void {
  const property = fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    const allocator = subject.open();
    const before = allocator.stats();
    const model = new Model(allocator);
    // A free of what was just freed is refused for sure where blocks are known.
    for (const step of steps) {
      runStep(allocator, model, step, subject.knowsBlocks);
      expect(allocator.stats().blocks).to.be.at.least(model.blocks.length);
      if (subject.knowsBlocks) expect(allocator.stats().blocks).to.equal(model.blocks.length);
    }
    for (const block of model.blocks) model.check(block);
    while (model.blocks.length > 0) {
      const { address, bytes } = model.blocks.pop()!;
      expect(allocator.free(address, bytes)).to.equal(0);
    }
    if (subject.knowsBlocks) expect(allocator.stats()).to.include({ used: before.used, blocks: 0 });
  });
  fc.assert(property, { numRuns: runs, seed });
}

/** As above for the bytes in use: allocations and frees only, of alignments that every slot has. */
export function checkUsedAgainstModel(subject: Subject, runs: number, seed: number): void {
  const { usedFor } = subject;
  if (usedFor === undefined) return;
  const sizes = fc.array(fc.record({ bytes: size, frees: fc.boolean(), pick: fc.nat() }), {
    maxLength: 80,
  });
  const property = fc.property(sizes, (requests) => {
    const allocator = subject.open();
    const model = new Model(allocator);
    for (const { bytes, frees, pick } of requests) {
      if (frees && model.blocks.length > 0) {
        const [block] = model.blocks.splice(pick % model.blocks.length, 1);
        expect(allocator.free(block!.address, block!.bytes)).to.equal(0);
      } else {
        const address = allocator.allocate(bytes, 8);
        if (address >= 0) model.add(address, bytes, 8);
        else expect(address).to.be.at.most(OUT_OF_MEMORY);
      }
      expect(allocator.stats().used).to.equal(model.usedBy(usedFor));
    }
  });
  fc.assert(property, { numRuns: runs, seed });
}
