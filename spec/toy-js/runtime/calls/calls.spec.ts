import { expect } from 'chai';
import { Code } from '../../../../examples/toy-js/runtime/machine/code.ts';
import {
  isConstructor,
  newBound,
  newFunction,
  newNative,
} from '../../../../examples/toy-js/runtime/calls/functions.ts';
import { FuelError } from '../../../../examples/toy-js/runtime/machine/faults.ts';
import { Intrinsic } from '../../../../examples/toy-js/runtime/values/intrinsics.ts';
import { iterate } from '../../../../examples/toy-js/runtime/operations/iterate.ts';
import { At } from '../../../../examples/toy-js/runtime/values/layouts.ts';
import {
  defineData,
  get,
  newObject,
  Keys,
  ownKeys,
  set,
} from '../../../../examples/toy-js/runtime/objects/objects.ts';
import {
  add,
  instanceOf,
  typeofWord,
} from '../../../../examples/toy-js/runtime/operations/operators.ts';
import { toObject } from '../../../../examples/toy-js/runtime/operations/convert.ts';
import { hostString, stringWord } from '../../../../examples/toy-js/runtime/strings/host.ts';
import { arg } from '../../../../examples/toy-js/runtime/machine/machine.ts';
import type { Machine } from '../../../../examples/toy-js/runtime/machine/machine.ts';
import { TRUE, UNDEFINED } from '../../../../examples/toy-js/runtime/values/words.ts';
import type { Word } from '../../../../examples/toy-js/runtime/values/words.ts';
import { key, listOf, thrownBy, toHost, withVM } from '../support.ts';

/** What compile/ would make of a function: the prologue, then `body`. */
function guestFunction(
  vm: Machine,
  name: string,
  frameSize: number,
  body: (fp: number, argc: number) => Word,
): Word {
  const run = (fp: number, argc: number): Word => {
    const { sp, fp: callerFp } = vm.stack;
    vm.words[fp - 4] = callerFp << 1;
    vm.words.fill(UNDEFINED, fp + argc, fp + frameSize);
    vm.stack.sp = Math.max(vm.stack.sp, fp + frameSize, fp + argc);
    vm.stack.fp = fp;
    vm.stack.depth += 10;
    if (vm.stack.depth > vm.stack.depthLimit) vm.stack.overflow();
    vm.pressure.safepoint();
    const result = body(fp, argc);
    vm.stack.sp = sp;
    vm.stack.fp = callerFp;
    vm.stack.depth -= 10;
    return result;
  };
  const code = new Code({
    name,
    paramCount: 1,
    frameSize,
    hostCost: 10,
    run,
    file: 'spec.js',
    line: 3,
    column: 7,
    isConstructor: true,
  });
  return newFunction(vm, vm.tables.addCode(code), UNDEFINED, UNDEFINED, UNDEFINED);
}

describe('guest calls', () => {
  it('reach guest, native and bound functions with their arguments', () => {
    withVM((vm) => {
      const sum = newNative(vm, 'sum', 2, (m, fp, argc) => {
        return add(m, add(m, arg(m, fp, argc, 0), arg(m, fp, argc, 1)), m.words[fp - 1]!);
      });
      const base = vm.stack.push(sum);
      expect(vm.calls.call(vm.words[base]!, 2, 4, 6)).to.equal(12);
      vm.stack.push(20);
      vm.words[base] = newBound(vm, vm.words[base]!, 200, base + 1, 1);
      expect(vm.calls.call(vm.words[base]!, 2, 4, 6)).to.equal(224);
      const name = hostString(vm, get(vm, vm.words[base]!, key(vm, 'name')));
      expect(name).to.equal('bound sum');
      expect(get(vm, vm.words[base]!, key(vm, 'length'))).to.equal(2);
      const guest = vm.stack.push(
        guestFunction(vm, 'f', 4, (fp) => vm.words[fp]! + vm.words[fp + 1]!),
      );
      expect(vm.calls.call2(vm.words[guest]!, UNDEFINED, 2, 4)).to.equal(6);
      expect(vm.stack.sp).to.equal(guest + 1);
      expect(hostString(vm, typeofWord(vm, vm.words[guest]!))).to.equal('function');
    });
  });

  it('refuse what is no function, by name', () => {
    withVM((vm) => {
      expect(thrownBy(vm, () => void vm.calls.call(UNDEFINED, UNDEFINED))).to.equal(
        'TypeError: undefined is not a function',
      );
      const fp = vm.calls.openFrame(newObject(vm), UNDEFINED, UNDEFINED, 0);
      expect(thrownBy(vm, () => void vm.calls.invoke(fp, 0, 'a.b'))).to.equal(
        'TypeError: a.b is not a function',
      );
      const native = newNative(vm, 'f', 0, () => UNDEFINED);
      expect(isConstructor(vm, native)).to.equal(false);
      expect(thrownBy(vm, () => void vm.calls.construct(native))).to.equal(
        "TypeError: function 'f' is not a constructor",
      );
    });
  });

  it('construct, and learn how many properties an instance has', () => {
    withVM((vm) => {
      const point = guestFunction(vm, 'Point', 1, (fp) => {
        for (let i = 0; i < 9; i++) set(vm, vm.words[fp - 1]!, key(vm, `p${i}`), i << 1, true);
        return UNDEFINED;
      });
      const f = vm.stack.push(point);
      for (let i = 0; i < 6; i++) {
        const made = vm.stack.push(vm.calls.construct(vm.words[f]!));
        for (let k = 0; k < 9; k++) {
          expect(get(vm, vm.words[made]!, key(vm, `p${k}`))).to.equal(k << 1);
        }
        expect(instanceOf(vm, vm.words[made]!, vm.words[f]!)).to.equal(true);
        const proto = get(vm, vm.words[made]!, key(vm, 'constructor'));
        expect(proto).to.equal(vm.words[f]);
        const outside = vm.words[(vm.words[made]! >>> 2) + At.OVERFLOW]!;
        if (i > 0) expect(outside).to.equal(0);
      }
    });
  });

  it('end deep recursion with a guest error, and recover', () => {
    withVM(
      (vm) => {
        const at: number = vm.stack.push(0);
        vm.words[at] = guestFunction(vm, 'f', 2, () => vm.calls.call(vm.words[at]!, UNDEFINED));
        for (let i = 0; i < 3; i++) {
          expect(thrownBy(vm, () => void vm.calls.call(vm.words[at]!, UNDEFINED))).to.equal(
            'RangeError: Maximum call stack size exceeded',
          );
        }
      },
      { stressGc: false },
    );
  });

  it('leave a trace: functions and places, innermost first', () => {
    withVM((vm) => {
      const site = vm.tables.addSite('spec.js', 12, 5);
      const inner = vm.stack.push(
        guestFunction(vm, 'inner', 1, () => vm.throwing.error('TypeError', 'boom', site)),
      );
      const outer = vm.stack.push(
        guestFunction(vm, 'outer', 8, (fp) => {
          const { words } = vm;
          words[fp + 1] = UNDEFINED;
          words[fp + 3] = vm.tables.addSite('spec.js', 20, 9) << 1;
          words[fp + 4] = words[inner]!;
          words[fp + 5] = UNDEFINED;
          return vm.calls.invoke(fp + 6, 0);
        }),
      );
      const { sp, fp, depth } = vm.stack;
      try {
        vm.calls.call(vm.words[outer]!, UNDEFINED);
        expect.fail('nothing was thrown');
      } catch (e) {
        vm.stack.sp = sp;
        vm.stack.fp = fp;
        vm.stack.depth = depth;
        const error = vm.stack.push(vm.throwing.caught(e));
        vm.pressure.safepoint();
        const stack = get(vm, vm.words[error]!, key(vm, 'stack'));
        expect(hostString(vm, stack)).to.equal(
          'TypeError: boom\n    at inner (spec.js:12:5)\n    at outer (spec.js:20:9)',
        );
      }
    });
  });

  it('turn a full heap into a guest error that needs no memory', () => {
    withVM(
      (vm) => {
        const chain = vm.stack.push(newObject(vm));
        const fill = (): void => {
          for (;;) {
            const next = newObject(vm);
            defineData(vm, next, key(vm, 'next'), vm.words[chain]!);
            vm.words[chain] = next;
            vm.pressure.safepoint();
          }
        };
        try {
          fill();
          expect.fail('the heap never filled');
        } catch (e) {
          vm.stack.sp = chain + 1;
          vm.words[chain] = UNDEFINED;
          expect(vm.throwing.caught(e)).to.equal(vm.intrinsic(Intrinsic.OutOfMemory));
        }
        vm.words[chain] = newObject(vm);
        vm.heap.collect();
        expect(vm.heap.stats().live).to.be.below(1 << 17);
      },
      { limit: 1 << 20, stressGc: false },
    );
  });

  it('stop at the fuel limit', () => {
    withVM(
      (vm) => {
        expect(() => {
          for (;;) vm.fuel.charge(100);
        }).to.throw(FuelError);
      },
      { fuel: 100_000 },
    );
  });

  it('iterate by the protocol, and close the iterator early and after a throw', () => {
    withVM((vm) => {
      let closed = 0;
      const iterable = vm.stack.push(newObject(vm));
      const iterator = vm.stack.push(newObject(vm));
      const method = (obj: number, k: Word, f: (m: Machine) => Word): void =>
        defineData(vm, vm.words[obj]!, k, newNative(vm, 'f', 0, f));
      const result = (value: Word, done: Word): Word => {
        const obj = vm.stack.push(newObject(vm));
        set(vm, vm.words[obj]!, key(vm, 'value'), value, true);
        set(vm, vm.words[obj]!, key(vm, 'done'), done, true);
        return vm.stack.pop();
      };
      let i = 0;
      method(iterable, vm.intrinsic(Intrinsic.SymbolIterator), () => vm.words[iterator]!);
      method(iterator, key(vm, 'next'), () => result(i++ << 1, i > 5 ? TRUE : UNDEFINED));
      method(iterator, key(vm, 'return'), () => {
        closed++;
        return newObject(vm);
      });
      const seen: unknown[] = [];
      iterate(vm, vm.words[iterable]!, (w) => seen.push(toHost(vm, w)) < 10);
      expect(seen).to.deep.equal([0, 1, 2, 3, 4]);
      expect(closed).to.equal(0);
      i = 0;
      iterate(vm, vm.words[iterable]!, () => false);
      expect(closed).to.equal(1);
      const boom = (): void =>
        iterate(vm, vm.words[iterable]!, () => vm.throwing.error('Error', 'from the loop'));
      expect(thrownBy(vm, boom)).to.equal('Error: from the loop');
      expect(closed).to.equal(2);
      expect(thrownBy(vm, () => iterate(vm, 14, () => true))).to.equal(
        'TypeError: 7 is not iterable',
      );
    });
  });

  it('give string objects their characters', () => {
    withVM((vm) => {
      const box = vm.stack.push(toObject(vm, stringWord(vm, 'tide')));
      expect(toHost(vm, get(vm, vm.words[box]!, 4))).to.equal('d');
      expect(toHost(vm, get(vm, vm.words[box]!, key(vm, 'length')))).to.equal(4);
      expect(listOf(vm, ownKeys(vm, vm.words[box]!, Keys.STRINGS))).to.deep.equal([
        '0',
        '1',
        '2',
        '3',
        'length',
      ]);
    });
  });
});
