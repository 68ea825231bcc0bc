import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  arrayLength,
  arrayPush,
  newArray,
  newArrayOfLength,
  setArrayLength,
} from '../../../../examples/toy-js/runtime/arrays/arrays.ts';
import {
  deleteProperty,
  freeze,
  get,
  getIndexed,
  Keys,
  ownKeys,
  set,
  setIndexed,
} from '../../../../examples/toy-js/runtime/objects/objects.ts';
import { numberWord } from '../../../../examples/toy-js/runtime/values/numbers.ts';
import { key, listOf, thrownBy, toHost, withVM } from '../support.ts';

const index = fc.oneof(
  { weight: 6, arbitrary: fc.nat(40) },
  { weight: 2, arbitrary: fc.nat(5000) },
  { weight: 1, arbitrary: fc.constantFrom(100_000, 2 ** 30, 2 ** 31 + 7, 4294967294) },
);
const steps = fc.tuple(
  fc.constantFrom('set', 'set', 'set', 'push', 'push', 'delete', 'length', 'append'),
  index,
  fc.integer(),
);

describe('guest arrays', () => {
  for (const stressGc of [true, false]) {
    it(`behave like the host’s${stressGc ? ', collecting all the time' : ''}`, () => {
      withVM(
        (vm) =>
          fc.assert(
            fc.property(fc.array(steps, { maxLength: 150, size: 'max' }), (list) => {
              const at = vm.stack.push(newArray(vm, 0));
              const model: number[] = [];
              for (const [op, i, value] of list) {
                const word = numberWord(vm, value);
                if (op === 'set') {
                  setIndexed(vm, vm.words[at]!, numberWord(vm, i), word, true);
                  model[i] = value;
                } else if (op === 'append') {
                  setIndexed(vm, vm.words[at]!, numberWord(vm, model.length), word, true);
                  // At the maximal length that is no index any more.
                  model[model.length] = value;
                } else if (op === 'push') {
                  if (model.length >= 4294967295) continue;
                  arrayPush(vm, vm.words[at]!, word);
                  model.push(value);
                } else if (op === 'delete') {
                  deleteProperty(vm, vm.words[at]!, key(vm, String(i)), true);
                  delete model[i];
                } else {
                  expect(setArrayLength(vm, vm.words[at]!, i)).to.equal(true);
                  model.length = i;
                }
                expect(arrayLength(vm, vm.words[at]!)).to.equal(model.length);
                vm.pressure.safepoint();
              }
              const keys = listOf(vm, ownKeys(vm, vm.words[at]!, Keys.STRINGS | Keys.ENUMERABLE));
              expect(keys).to.deep.equal(Object.keys(model));
              for (const name of Object.keys(model)) {
                const found = get(vm, vm.words[at]!, key(vm, name));
                expect(toHost(vm, found)).to.equal(model[Number(name)]);
              }
              vm.stack.sp = at;
            }),
            { numRuns: stressGc ? 40 : 200 },
          ),
        { stressGc },
      );
    });
  }

  it('are cheap however long and sparse', () => {
    withVM((vm) => {
      const at = vm.stack.push(newArrayOfLength(vm, 4294967295));
      expect(arrayLength(vm, vm.words[at]!)).to.equal(4294967295);
      setIndexed(vm, vm.words[at]!, numberWord(vm, 4294967294), 2, true);
      setIndexed(vm, vm.words[at]!, numberWord(vm, 3_000_000_000), 4, true);
      expect(getIndexed(vm, vm.words[at]!, numberWord(vm, 4294967294))).to.equal(2);
      expect(listOf(vm, ownKeys(vm, vm.words[at]!, Keys.STRINGS))).to.deep.equal([
        '3000000000',
        '4294967294',
        'length',
      ]);
      expect(setArrayLength(vm, vm.words[at]!, 3_000_000_001)).to.equal(true);
      expect(listOf(vm, ownKeys(vm, vm.words[at]!, Keys.STRINGS))).to.deep.equal([
        '3000000000',
        'length',
      ]);
      expect(vm.heap.stats().used).to.be.below(1 << 20);
    });
  });

  it('take a length through the property, and refuse one that is none', () => {
    withVM((vm) => {
      const at = vm.stack.push(newArray(vm, 0));
      for (let i = 0; i < 5; i++) arrayPush(vm, vm.words[at]!, i << 1);
      set(vm, vm.words[at]!, key(vm, 'length'), 4, true);
      expect(listOf(vm, vm.words[at]!)).to.deep.equal([0, 1]);
      const bad = (): void => set(vm, vm.words[at]!, key(vm, 'length'), -2, true);
      expect(thrownBy(vm, bad)).to.equal('RangeError: Invalid array length');
    });
  });

  it('stand still when frozen', () => {
    withVM((vm) => {
      const at = vm.stack.push(newArray(vm, 0));
      for (let i = 0; i < 3; i++) arrayPush(vm, vm.words[at]!, i << 1);
      freeze(vm, vm.words[at]!);
      const push = (): void => arrayPush(vm, vm.words[at]!, 8);
      expect(thrownBy(vm, push)).to.equal(
        'TypeError: Cannot add property 3, object is not extensible',
      );
      expect(setArrayLength(vm, vm.words[at]!, 0)).to.equal(false);
      const shrink = (): void => set(vm, vm.words[at]!, key(vm, 'length'), 0, true);
      expect(thrownBy(vm, shrink)).to.equal(
        "TypeError: Cannot assign to read only property 'length' of object '[object Array]'",
      );
      expect(listOf(vm, vm.words[at]!)).to.deep.equal([0, 1, 2]);
    });
  });
});
