// Random operations on every table of indexes against naive models: a Map from each index ever
// handed out.

import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ArenaIndex,
  IndexedArena,
  SecondaryMap,
  type SlotHandle,
  SlotMap,
  StructArena,
  StructSlotMap,
} from '../../src/alloc/index.ts';
import { HandleError, IdentifiersUsedUpError, TidemarkError } from '../../src/index.ts';

type Operation = readonly [
  kind: 'add' | 'fail' | 'set' | 'remove' | 'clear' | 'forge' | 'side' | 'prune',
  pick: number,
];

/** How often, and from where. */
export interface Repetition {
  readonly numRuns: number;
  readonly seed: number;
}

const WIDTH = 8;
const CAPACITY = 255;

function operations(...kinds: readonly Operation[0][]): fc.Arbitrary<Operation[]> {
  // Additions weigh more, so that runs come near to the capacity; clears less.
  const kind = fc.oneof(
    ...kinds.map((each) => ({
      weight: each === 'add' ? 8 : each === 'clear' || each === 'prune' ? 1 : 4,
      arbitrary: fc.constant(each),
    })),
  );
  return fc.array(fc.tuple(kind, fc.nat()), { maxLength: 400, size: 'max' });
}

function pickOf<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(list.length, 1)];
}

function failure(use: () => unknown): TidemarkError | undefined {
  try {
    use();
    return undefined;
  } catch (error) {
    if (error instanceof TidemarkError) return error;
    throw error;
  }
}

/** A number near to one that was handed out, or far from all. */
function forge(issued: readonly number[], pick: number): number {
  const near = pickOf(issued, pick) ?? 1;
  const changes = [near + 0.5, -near, -near - 1, near + 2 ** 40, pick / 3, near + 2 ** WIDTH, NaN];
  return changes[pick % changes.length]!;
}

const bits = fc.integer({ min: 1, max: 3 });

function checkIndexedArena(repetition: Repetition): void {
  fc.assert(
    fc.property(bits, operations('add', 'fail', 'set', 'clear', 'forge'), (generationBits, run) => {
      const arena = new IndexedArena<number>({ width: WIDTH, generationBits });
      const issued: number[] = [];
      let model = new Map<number, number>();
      let generation = 0;
      for (const [kind, pick] of run) {
        const index = (pickOf(issued, pick) ?? 0) as ArenaIndex<number>;
        if (kind === 'add') {
          const error = failure(() => {
            const added = arena.add(pick);
            expect(issued).not.to.include(added);
            issued.push(added);
            model.set(added, pick);
          });
          const isFull = model.size === CAPACITY || generation >= 2 ** generationBits;
          expect(error instanceof IdentifiersUsedUpError).to.equal(isFull);
        } else if (kind === 'fail') {
          const fail = (): number => {
            throw new RangeError('no value');
          };
          expect(() => arena.addWith(fail)).to.throw();
        } else if (kind === 'clear') {
          arena.clear();
          model = new Map();
          generation++;
        } else if (kind === 'set') {
          const error = failure(() => arena.set(index, pick));
          expect(error === undefined).to.equal(model.has(index));
          if (error === undefined) model.set(index, pick);
        } else {
          const forged = forge(issued, pick) as ArenaIndex<number>;
          expect(failure(() => arena.get(forged)) === undefined).to.equal(model.has(forged));
        }
        expect(arena.size).to.equal(model.size);
      }
      expect([...arena]).to.deep.equal([...model]);
      for (const index of issued as ArenaIndex<number>[]) {
        expect(arena.has(index)).to.equal(model.has(index));
        const error = failure(() => expect(arena.get(index)).to.equal(model.get(index)));
        if (!model.has(index)) expect(error).to.be.instanceOf(HandleError);
      }
    }),
    repetition,
  );
}

function checkSlotMap(repetition: Repetition): void {
  const kinds = operations(
    'add',
    'fail',
    'set',
    'remove',
    'remove',
    'clear',
    'forge',
    'side',
    'prune',
  );
  fc.assert(
    fc.property(bits, kinds, (generationBits, run) => {
      const map = new SlotMap<number>({ width: WIDTH, generationBits, tag: 7 });
      const side = new SecondaryMap<SlotHandle<number>, number>(map);
      const issued: number[] = [];
      const model = new Map<number, number>();
      const beside = new Map<number, number>();
      for (const [kind, pick] of run) {
        const handle = (pickOf(issued, pick) ?? 0) as SlotHandle<number>;
        const isLive = model.has(handle);
        if (kind === 'add') {
          const error = failure(() => {
            const added = map.insert(pick);
            expect(issued).not.to.include(added);
            issued.push(added);
            model.set(added, pick);
          });
          const isFull = map.retired + model.size === CAPACITY;
          if (error !== undefined) expect(error).to.be.instanceOf(IdentifiersUsedUpError);
          if (error !== undefined) expect(isFull).to.equal(true);
        } else if (kind === 'fail') {
          const fail = (): unknown =>
            map.insertWith((self) => {
              issued.push(self);
              throw new RangeError('no value');
            });
          expect(fail).to.throw();
        } else if (kind === 'clear') {
          map.clear();
          model.clear();
          beside.clear();
        } else if (kind === 'set') {
          expect(failure(() => map.set(handle, pick)) === undefined).to.equal(isLive);
          if (isLive) model.set(handle, pick);
        } else if (kind === 'remove') {
          const error = failure(() => expect(map.remove(handle)).to.equal(model.get(handle)));
          expect(error === undefined).to.equal(isLive);
          model.delete(handle);
          beside.delete(handle);
        } else if (kind === 'side') {
          expect(failure(() => side.set(handle, pick)) === undefined).to.equal(isLive);
          if (isLive) beside.set(handle, pick);
        } else if (kind === 'prune') {
          side.prune();
          expect(side.entriesHeld).to.equal(beside.size);
        } else {
          const forged = forge(issued, pick) as SlotHandle<number>;
          expect(map.has(forged)).to.equal(model.has(forged));
          expect(failure(() => map.get(forged)) === undefined).to.equal(model.has(forged));
        }
        expect(map.size).to.equal(model.size);
      }
      // Retired is what has been issued in each of its generations, and names nothing any more.
      const isLast = (handle: number): boolean =>
        Math.floor(handle / 2 ** WIDTH) % 2 ** generationBits === 2 ** generationBits - 1;
      const isRetired = (handle: number): boolean => isLast(handle) && !model.has(handle);
      expect(map.retired).to.equal(issued.filter(isRetired).length);
      expect(new Map(map)).to.deep.equal(model);
      expect(new Map(side)).to.deep.equal(beside);
      for (const handle of issued as SlotHandle<number>[]) {
        expect(map.has(handle)).to.equal(model.has(handle));
        expect(side.has(handle)).to.equal(beside.has(handle));
        if (model.has(handle)) expect(side.get(handle)).to.equal(beside.get(handle));
      }
    }),
    repetition,
  );
}

function checkStructs(repetition: Repetition): void {
  const schema = { value: 'i32', small: 'u8', link: 'index' } as const;
  fc.assert(
    fc.property(operations('add', 'set', 'remove', 'clear'), (run) => {
      const arena = new StructArena(schema, { width: WIDTH, reserve: 1 });
      const map = new StructSlotMap(schema, { width: WIDTH, reserve: 1 });
      type Handle = ReturnType<typeof map.insert>;
      const inArena = new Map<ReturnType<typeof arena.addZeroed>, object>();
      const inMap = new Map<Handle, object>();
      for (const [kind, pick] of run) {
        const values = { value: pick | 0, small: pick & 255 };
        const index = pickOf([...inArena.keys()], pick) ?? 0;
        const handle = pickOf([...inMap.keys()], pick) ?? 0;
        if (kind === 'clear') {
          arena.clear();
          map.clear();
          inArena.clear();
          inMap.clear();
        } else if (kind === 'add') {
          if (inArena.size < CAPACITY)
            inArena.set(arena.add({ ...values, link: index }), { ...values, link: index });
          if (inMap.size < CAPACITY)
            inMap.set(map.insert({ ...values, link: handle }), { ...values, link: handle });
        } else if (kind === 'remove') {
          if (handle === 0) continue;
          map.remove(handle);
          inMap.delete(handle);
        } else {
          if (index !== 0) arena.set(index, { ...values, link: index });
          if (index !== 0) inArena.set(index, { ...values, link: index });
          if (handle !== 0) map.set(handle, { ...values, link: handle });
          if (handle !== 0) inMap.set(handle, { ...values, link: handle });
        }
      }
      expect(new Map([...arena.indexes()].map((each) => [each, arena.get(each)]))).to.deep.equal(
        inArena,
      );
      expect(new Map([...map.handles()].map((each) => [each, map.get(each)]))).to.deep.equal(inMap);
    }),
    repetition,
  );
}

/**
 * By the kind of table: runs random operations, throws for one that went another way than its
 * model.
 */
export const MODEL_CHECKS: Readonly<Record<string, (repetition: Repetition) => void>> = {
  IndexedArena: checkIndexedArena,
  'SlotMap with a SecondaryMap': checkSlotMap,
  'StructArena and StructSlotMap': checkStructs,
};
