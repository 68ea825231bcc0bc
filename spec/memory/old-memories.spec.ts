import { expect } from 'chai';
import { AddressSpace } from '../../src/memory/index.ts';
import { MIB, PAGE_BYTES } from '../../src/memory/units.ts';

/** Resolves when the engine has freed so many of the memories that were noted. */
class Freed {
  private freed = 0;
  private readonly registry = new FinalizationRegistry(() => this.freed++);

  note(space: AddressSpace): void {
    this.registry.register(space.memory, undefined);
  }

  async all(count: number): Promise<void> {
    while (this.freed < count) await new Promise((done) => setTimeout(done, 10));
  }
}

function open(reserve: number): AddressSpace {
  const space = new AddressSpace({ reserve });
  space.words.fill(1, 0, PAGE_BYTES);
  space.reserveRun(4 * PAGE_BYTES, space.pages.register('spec'));
  return space;
}

type Globals = Record<string, unknown>;

/** Calls it while the global name stands for something else. */
function withGlobal<T>(name: string, other: unknown, call: () => T): T {
  const globals = globalThis as unknown as Globals;
  const own = globals[name];
  globals[name] = other;
  try {
    return call();
  } finally {
    globals[name] = own;
  }
}

describe('the memory that a trim has left', () => {
  for (const reserve of [8 * MIB, 1024 * MIB])
    it(`is freed while the process does nothing (${reserve / MIB} MiB)`, async () => {
      const freed = new Freed();
      const space = open(reserve);
      freed.note(space);
      space.trim();
      await freed.all(1);
    });

  it('is freed after each of many trims in a row', async () => {
    const freed = new Freed();
    const space = open(64 * MIB);
    for (let round = 0; round < 10; round++) {
      freed.note(space);
      space.trim();
    }
    await freed.all(10);
  });

  it('is freed although the space went with it', async () => {
    const freed = new Freed();
    const trimAndForget = (): void => {
      const space = open(64 * MIB);
      freed.note(space);
      space.trim();
      freed.note(space);
    };
    trimAndForget();
    await freed.all(1);
  });

  it('does not make the trim fail where there is no room to ask for', () => {
    const asked: number[] = [];
    class NoRoom {
      constructor(bytes: number) {
        asked.push(bytes);
        throw new RangeError('Array buffer allocation failed');
      }
    }
    const space = open(8 * MIB);
    expect(withGlobal('ArrayBuffer', NoRoom, () => space.trim())).to.equal(3 * PAGE_BYTES);
    expect(asked).to.deep.equal([128 * MIB]);
  });

  it('does not make the trim fail where there are no timers, or none that can be set', () => {
    const space = open(8 * MIB);
    const fail = (): never => {
      throw new Error('no timers here');
    };
    for (const timers of [undefined, fail, () => 1, () => ({})])
      expect(withGlobal('setTimeout', timers, () => space.trim())).to.equal(3 * PAGE_BYTES);
  });

  it('keeps no process alive', () => {
    const space = open(8 * MIB);
    let isAlive = true;
    const timer = { unref: () => (isAlive = false) };
    withGlobal(
      'setTimeout',
      () => timer,
      () => space.trim(),
    );
    expect(isAlive).to.equal(false);
  });

  it('is asked for more and more, until it is known to be gone or somebody seems to keep it', () => {
    const asked: number[] = [];
    const pending: (() => void)[] = [];
    class Asked {
      constructor(bytes: number) {
        asked.push(bytes / MIB);
      }
    }
    const space = open(1024 * MIB);
    const kept = space.memory;
    withGlobal('ArrayBuffer', Asked, () =>
      withGlobal(
        'setTimeout',
        (call: () => void) => pending.push(call),
        () => {
          space.trim();
          while (pending.length > 0) pending.shift()!();
        },
      ),
    );
    expect(asked).to.deep.equal([128, 1024, 2048, 4096, 4096, 4096, 4096, 4096]);
    expect(kept).not.to.equal(space.memory);
  });
});
