import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  defineAccessor,
  defineData,
  deleteProperty,
  freeze,
  get,
  getIndexed,
  getProto,
  has,
  isFrozen,
  Keys,
  newObject,
  newObjectWithProto,
  ownKeys,
  preventExtensions,
  set,
  setIndexed,
  setProto,
} from '../../../../examples/toy-js/runtime/objects/objects.ts';
import { arrayPush, newArray } from '../../../../examples/toy-js/runtime/arrays/arrays.ts';
import { getCached, setCached } from '../../../../examples/toy-js/runtime/objects/caches.ts';
import { newNative } from '../../../../examples/toy-js/runtime/calls/functions.ts';
import { Attribute } from '../../../../examples/toy-js/runtime/objects/shapes.ts';
import type { Machine } from '../../../../examples/toy-js/runtime/machine/machine.ts';
import { NULL, UNDEFINED } from '../../../../examples/toy-js/runtime/values/words.ts';
import { key, listOf, thrownBy, toGuest, toHost, withVM } from '../support.ts';
import type { Host } from '../support.ts';

type Step =
  | { readonly op: 'set'; readonly name: string; readonly value: Host }
  | { readonly op: 'delete'; readonly name: string }
  | { readonly op: 'dictionary' }
  | { readonly op: 'check' };

const names = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'length', 'x', '__proto', 'é', ''),
  fc.nat(2000).map((n) => `k${n % 150}`),
  fc.nat(3000).map(String),
  fc.constantFrom('1073741824', '4294967294', '4294967295', '99999999', '01'),
);
const values = fc.oneof(fc.integer(), fc.double(), fc.string({ maxLength: 30 }), fc.boolean());
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ op: fc.constant('set' as const), name: names, value: values }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('delete' as const), name: names }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('check' as const) }) },
);

function checkAgainst(vm: Machine, at: number, model: Record<string, Host>): void {
  const list = listOf(vm, ownKeys(vm, vm.words[at]!, Keys.STRINGS | Keys.ENUMERABLE));
  expect(list).to.deep.equal(Object.keys(model));
  for (const name of Object.keys(model)) {
    expect(toHost(vm, get(vm, vm.words[at]!, key(vm, name)))).to.deep.equal(model[name]);
  }
}

describe('guest objects', () => {
  for (const stressGc of [true, false]) {
    it(`behave like the host’s under random work${stressGc ? ', collecting all the time' : ''}`, () => {
      withVM(
        (vm) =>
          fc.assert(
            fc.property(
              fc.array(steps, { maxLength: 250, size: 'max' }),
              fc.nat(4),
              (list, room) => {
                const at = vm.stack.push(newObject(vm, room));
                const model: Record<string, Host> = Object.create(null) as Record<string, Host>;
                for (const step of list) {
                  if (step.op === 'set') {
                    const value = toGuest(vm, step.value);
                    set(vm, vm.words[at]!, key(vm, step.name), value, true, true);
                    model[step.name] = step.value;
                  } else if (step.op === 'delete') {
                    deleteProperty(vm, vm.words[at]!, key(vm, step.name), true);
                    delete model[step.name];
                  } else checkAgainst(vm, at, model);
                  vm.pressure.safepoint();
                }
                checkAgainst(vm, at, model);
                vm.stack.sp = at;
              },
            ),
            { numRuns: stressGc ? 40 : 200 },
          ),
        { stressGc },
      );
    });
  }

  it('share shapes that inline caches see through, and caches see every change of a prototype', () => {
    withVM((vm) =>
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(8), fc.constantFrom('p', 'q', 'r'), fc.nat(3)), {
            maxLength: 120,
          }),
          (work) => {
            const base = vm.stack.push(newObject(vm, 2));
            vm.stack.push(newObjectWithProto(vm, vm.words[base]!, 2));
            vm.stack.push(newObjectWithProto(vm, vm.words[base + 1]!, 2));
            vm.stack.push(newObjectWithProto(vm, vm.words[base + 1]!, 2));
            const root: Record<string, number> = Object.create(null) as Record<string, number>;
            const models = [root, Object.create(root) as Record<string, number>];
            models.push(Object.create(models[1]!) as Record<string, number>);
            models.push(Object.create(models[1]!) as Record<string, number>);
            const caches = [vm.tables.newCache(), vm.tables.newCache(), vm.tables.newCache()];
            const stores = [vm.tables.newCache(), vm.tables.newCache(), vm.tables.newCache()];
            for (const [what, name, which] of work) {
              const k = key(vm, name);
              const cache = 'pqr'.indexOf(name);
              const obj = vm.words[base + which]!;
              if (what < 5) {
                const found = toHost(vm, getCached(vm, obj, k, caches[cache]!));
                expect(found).to.equal(models[which]![name]);
              } else if (what < 8) {
                setCached(vm, obj, k, what << 1, true, stores[cache]!);
                models[which]![name] = what;
              } else {
                deleteProperty(vm, obj, k, true);
                delete models[which]![name];
              }
            }
            vm.stack.sp = base;
          },
        ),
        { numRuns: 150 },
      ),
    );
  });

  it('survive being moved, with their caches and interned names', () => {
    withVM(
      (vm) => {
        const list = vm.stack.push(newArray(vm, 0));
        const caches = Array.from({ length: 40 }, () => vm.tables.newCache());
        for (let i = 0; i < 4000; i++) {
          const obj = vm.stack.push(newObject(vm, i % 8));
          const names = `n${i % 40} a${i} b${i}`.split(' ');
          for (const name of names) {
            set(vm, vm.words[obj]!, key(vm, name), toGuest(vm, `value of ${name}`), true);
          }
          getCached(vm, vm.words[obj]!, key(vm, names[0]!), caches[i % 40]!);
          if (i % 20 === 0) arrayPush(vm, vm.words[list]!, vm.words[obj]!);
          vm.stack.sp = obj;
        }
        expect(vm.heap.collect({ compact: true }).movedObjects).to.be.above(0);
        for (let i = 0; i < 4000; i += 20) {
          for (const name of [`n${i % 40}`, `a${i}`, `b${i}`]) {
            const obj = getIndexed(vm, vm.words[list]!, (i / 20) << 1);
            const k = key(vm, name);
            // A cache is that of one site, hence of one name.
            const value = name.startsWith('n')
              ? getCached(vm, obj, k, caches[i % 40]!)
              : get(vm, obj, k);
            expect(toHost(vm, value)).to.equal(`value of ${name}`);
          }
        }
      },
      { stressGc: false },
    );
  });

  it('run getters and setters, inherited ones on the receiver', () => {
    withVM((vm) => {
      const base = vm.stack.push(newObject(vm));
      const getter = newNative(vm, 'get', 0, (m, fp) => get(m, m.words[fp - 1]!, key(m, 'hidden')));
      const setter = newNative(vm, 'set', 1, (m, fp) => {
        set(m, m.words[fp - 1]!, key(m, 'hidden'), m.words[fp]!, true);
        return UNDEFINED;
      });
      defineAccessor(vm, vm.words[base]!, key(vm, 'p'), getter, setter, Attribute.DEFAULT);
      vm.stack.push(newObjectWithProto(vm, vm.words[base]!));
      set(vm, vm.words[base + 1]!, key(vm, 'p'), 84, true);
      expect(toHost(vm, get(vm, vm.words[base + 1]!, key(vm, 'p')))).to.equal(42);
      expect(toHost(vm, get(vm, vm.words[base]!, key(vm, 'p')))).to.equal(undefined);
      defineAccessor(vm, vm.words[base]!, key(vm, 'q'), getter, UNDEFINED, Attribute.DEFAULT);
      const store = (): void => set(vm, vm.words[base + 1]!, key(vm, 'q'), 2, true);
      expect(thrownBy(vm, store)).to.equal(
        'TypeError: Cannot set property q of #<Object> which has only a getter',
      );
    });
  });

  it('refuse what a frozen or closed object must refuse', () => {
    withVM((vm) => {
      const at = vm.stack.push(newObject(vm));
      set(vm, vm.words[at]!, key(vm, 'x'), 2, true);
      setIndexed(vm, vm.words[at]!, 0, 4, true);
      freeze(vm, vm.words[at]!);
      expect(isFrozen(vm, vm.words[at]!)).to.equal(true);
      const cases: [() => void, string][] = [
        [
          (): void => set(vm, vm.words[at]!, key(vm, 'x'), 6, true),
          "Cannot assign to read only property 'x' of object '#<Object>'",
        ],
        [
          (): void => setIndexed(vm, vm.words[at]!, 0, 6, true),
          "Cannot assign to read only property '0' of object '#<Object>'",
        ],
        [
          (): void => set(vm, vm.words[at]!, key(vm, 'y'), 6, true),
          'Cannot add property y, object is not extensible',
        ],
        [
          (): void => void deleteProperty(vm, vm.words[at]!, key(vm, 'x'), true),
          "Cannot delete property 'x' of #<Object>",
        ],
      ];
      for (const [body, message] of cases) {
        expect(thrownBy(vm, body)).to.equal(`TypeError: ${message}`);
      }
      set(vm, vm.words[at]!, key(vm, 'x'), 6, false);
      expect(get(vm, vm.words[at]!, key(vm, 'x'))).to.equal(2);
      expect(getIndexed(vm, vm.words[at]!, 0)).to.equal(4);
      const open = vm.stack.push(newObject(vm));
      defineData(vm, vm.words[open]!, key(vm, 'z'), 2);
      preventExtensions(vm, vm.words[open]!);
      set(vm, vm.words[open]!, key(vm, 'z'), 8, true);
      expect(get(vm, vm.words[open]!, key(vm, 'z'))).to.equal(8);
      expect(setProto(vm, vm.words[open]!, NULL)).to.equal(false);
    });
  });

  it('keep their properties when the prototype changes, and refuse circles', () => {
    withVM((vm) => {
      const a = vm.stack.push(newObject(vm));
      const b = vm.stack.push(newObject(vm));
      set(vm, vm.words[a]!, key(vm, 'x'), 2, true);
      set(vm, vm.words[b]!, key(vm, 'y'), 4, true);
      expect(setProto(vm, vm.words[a]!, vm.words[b]!)).to.equal(true);
      expect(get(vm, vm.words[a]!, key(vm, 'x'))).to.equal(2);
      expect(get(vm, vm.words[a]!, key(vm, 'y'))).to.equal(4);
      expect(setProto(vm, vm.words[b]!, vm.words[a]!)).to.equal(false);
      expect(getProto(vm, vm.words[a]!)).to.equal(vm.words[b]);
      expect(setProto(vm, vm.words[a]!, NULL)).to.equal(true);
      expect(has(vm, vm.words[a]!, key(vm, 'y'))).to.equal(false);
    });
  });
});
