import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  indexOfKey,
  internWord,
  keyOfIndex,
} from '../../../../examples/toy-js/runtime/strings/intern.ts';
import { hostString, stringWord } from '../../../../examples/toy-js/runtime/strings/host.ts';
import {
  compareStrings,
  indexOfString,
} from '../../../../examples/toy-js/runtime/strings/search.ts';
import {
  codeUnitAt,
  concat,
  equalStrings,
  flatten,
  isRope,
  lengthOfString,
  substring,
} from '../../../../examples/toy-js/runtime/strings/strings.ts';
import { charWord, isChar, isInt } from '../../../../examples/toy-js/runtime/values/words.ts';
import type { Word } from '../../../../examples/toy-js/runtime/values/words.ts';
import { thrownBy, withVM } from '../support.ts';

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '\u00ff', '\u0100', '\ud83d'), maxLength: 12 }),
);
const runs = { numRuns: 150 };

describe('guest strings', () => {
  it('keep any sequence of code units', () => {
    withVM((vm) =>
      fc.assert(
        fc.property(text, (s) => {
          const w = stringWord(vm, s);
          expect(hostString(vm, w)).to.equal(s);
          expect(lengthOfString(vm, w)).to.equal(s.length);
          expect(isChar(w)).to.equal(s.length === 1);
        }),
        runs,
      ),
    );
  });

  it('concatenate, flatten and slice as the host’s do', () => {
    withVM((vm) =>
      fc.assert(
        fc.property(fc.array(text, { maxLength: 12 }), fc.nat(), fc.nat(), (parts, a, b) => {
          const whole = parts.join('');
          const base = vm.stack.push(stringWord(vm, ''));
          parts.forEach((part, i) => {
            const w = stringWord(vm, part);
            const sum = vm.words[base]!;
            vm.words[base] = concat(vm, sum, w);
            if (i % 4 === 3) flatten(vm, vm.words[base]!);
            vm.pressure.safepoint();
          });
          const from = whole.length === 0 ? 0 : a % whole.length;
          const to = from + (whole.length === 0 ? 0 : b % (whole.length - from + 1));
          expect(hostString(vm, substring(vm, vm.words[base]!, from, to))).to.equal(
            whole.slice(from, to),
          );
          expect(hostString(vm, vm.words[base]!)).to.equal(whole);
          if (whole.length > 0) {
            expect(codeUnitAt(vm, vm.words[base]!, from)).to.equal(whole.charCodeAt(from));
          }
          vm.stack.sp = base;
        }),
        runs,
      ),
    );
  });

  it('compare and search by code units', () => {
    withVM((vm) =>
      fc.assert(
        fc.property(text, text, fc.nat(5), (a, b, from) => {
          const at = vm.stack.push(stringWord(vm, a));
          vm.stack.push(stringWord(vm, b));
          const x = (): Word => vm.words[at]!;
          const y = (): Word => vm.words[at + 1]!;
          expect(equalStrings(vm, x(), y())).to.equal(a === b);
          expect(Math.sign(compareStrings(vm, x(), y()))).to.equal(a < b ? -1 : a > b ? 1 : 0);
          const both = vm.stack.push(concat(vm, concat(vm, x(), y()), x()));
          const start = Math.min(from, a.length);
          expect(indexOfString(vm, vm.words[both]!, y(), start)).to.equal(
            (a + b + a).indexOf(b, start),
          );
          vm.stack.sp = at;
        }),
        runs,
      ),
    );
  });

  it('are one word per content once interned, through collections', () => {
    withVM((vm) =>
      fc.assert(
        fc.property(fc.array(text, { maxLength: 60 }), (list) => {
          const base = vm.stack.sp;
          for (const s of list) vm.stack.push(internWord(vm, stringWord(vm, s)));
          for (let i = 0; i < 100; i++) internWord(vm, stringWord(vm, `garbage ${i}`));
          vm.pressure.safepoint();
          list.forEach((s, i) => {
            expect(internWord(vm, stringWord(vm, s))).to.equal(vm.words[base + i]);
          });
          vm.stack.sp = base;
        }),
        { numRuns: 50 },
      ),
    );
  });

  it('stand for an index when they spell one', () => {
    withVM((vm) => {
      expect(internWord(vm, stringWord(vm, '0'))).to.equal(0);
      expect(internWord(vm, charWord(55))).to.equal(14);
      expect(internWord(vm, stringWord(vm, '1073741823'))).to.equal(1073741823 << 1);
      for (const s of ['01', '-1', '1.5', '1e3', ' 1', '4294967295', '99999999999']) {
        const key = internWord(vm, stringWord(vm, s));
        expect(isInt(key), s).to.equal(false);
        expect(indexOfKey(vm, key), s).to.equal(-1);
      }
      for (const n of [1073741824, 4294967294]) {
        expect(keyOfIndex(vm, n)).to.equal(internWord(vm, stringWord(vm, String(n))));
        expect(indexOfKey(vm, keyOfIndex(vm, n))).to.equal(n);
      }
    });
  });

  for (const side of ['left', 'right', 'both'] as const) {
    it(`flatten a rope half a million deep on the ${side}`, () => {
      withVM(
        (vm) => {
          const depth = 500_000;
          const at = vm.stack.push(stringWord(vm, 'abcdefghijklmnopqrstuvwxyz'));
          for (let i = 0; i < depth; i++) {
            const w = vm.words[at]!;
            const onLeft = side === 'left' || (side === 'both' && i % 2 === 0);
            vm.words[at] = onLeft ? concat(vm, w, charWord(120)) : concat(vm, charWord(121), w);
          }
          expect(isRope(vm.words, vm.words[at]!)).to.equal(true);
          const s = hostString(vm, vm.words[at]!);
          expect(s.length).to.equal(depth + 26);
          const left = side === 'left' ? 0 : side === 'right' ? depth : depth / 2;
          expect(s.indexOf('abc')).to.equal(left);
        },
        { stressGc: false },
      );
    });
  }

  it('flatten a rope shared so often that it is longer than the heap, with an error', () => {
    withVM((vm) => {
      const at = vm.stack.push(stringWord(vm, 'abcdefghijklmnopqrstuvwxyz'));
      for (let i = 0; i < 23; i++) vm.words[at] = concat(vm, vm.words[at]!, vm.words[at]!);
      expect(thrownBy(vm, () => void flatten(vm, vm.words[at]!))).to.equal(
        'RangeError: out of memory',
      );
      vm.words[at] = concat(vm, vm.words[at]!, vm.words[at]!);
      expect(thrownBy(vm, () => void concat(vm, vm.words[at]!, vm.words[at]!))).to.equal(
        'RangeError: Invalid string length',
      );
    });
  });
});
