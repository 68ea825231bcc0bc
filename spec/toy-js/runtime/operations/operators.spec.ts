import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  toBoolean,
  toInt32,
  toInteger,
  toKey,
  toLength,
  toStringWord,
  toUint32,
} from '../../../../examples/toy-js/runtime/operations/convert.ts';
import * as ops from '../../../../examples/toy-js/runtime/operations/operators.ts';
import { hostString } from '../../../../examples/toy-js/runtime/strings/host.ts';
import type { Machine } from '../../../../examples/toy-js/runtime/machine/machine.ts';
import { isInt } from '../../../../examples/toy-js/runtime/values/words.ts';
import type { Word } from '../../../../examples/toy-js/runtime/values/words.ts';
import { key, toGuest, toHost, withVM } from '../support.ts';
import type { Host } from '../support.ts';

const edge = fc.constantFrom(
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  2 ** 30,
  -(2 ** 30),
  2 ** 31,
  2 ** 32 - 1,
  0.5,
);
const number = fc.oneof(edge, fc.integer(), fc.double(), fc.integer({ min: -50, max: 50 }));
const primitive: fc.Arbitrary<Host> = fc.oneof(
  number,
  fc.constantFrom('', ' 12 ', '0x10', '1e3', '-0', 'abc', '9'),
  fc.string({ maxLength: 6 }),
  fc.boolean(),
  fc.constantFrom(null, undefined),
);

/** A host operand: the operators below are applied to it exactly as the guest's are. */
type Operand = number;

const BINARY: Record<
  string,
  [(vm: Machine, a: Word, b: Word) => Word, (a: Operand, b: Operand) => Host]
> = {
  '+': [ops.add, (a, b) => a + b],
  '-': [ops.subtract, (a, b) => a - b],
  '*': [ops.multiply, (a, b) => a * b],
  '/': [ops.divide, (a, b) => a / b],
  '%': [ops.remainder, (a, b) => a % b],
  '**': [ops.power, (a, b) => a ** b],
  '&': [ops.bitAnd, (a, b) => a & b],
  '|': [ops.bitOr, (a, b) => a | b],
  '^': [ops.bitXor, (a, b) => a ^ b],
  '<<': [ops.shiftLeft, (a, b) => a << b],
  '>>': [ops.shiftRight, (a, b) => a >> b],
  '>>>': [ops.shiftRightUnsigned, (a, b) => a >>> b],
};

const TESTS: Record<
  string,
  [(vm: Machine, a: Word, b: Word) => boolean, (a: Operand, b: Operand) => boolean]
> = {
  '<': [ops.lessThan, (a, b) => a < b],
  '<=': [ops.lessEqual, (a, b) => a <= b],
  '>': [ops.greaterThan, (a, b) => a > b],
  '>=': [ops.greaterEqual, (a, b) => a >= b],
  '===': [ops.strictEquals, (a, b) => a === b],
  // eslint-disable-next-line eqeqeq -- it is what is being tested
  '==': [ops.looseEquals, (a, b) => a == b],
  is: [ops.sameValue, (a, b) => Object.is(a, b)],
  includes: [ops.sameValueZero, (a, b) => [a].includes(b)],
};

describe('guest operators', () => {
  for (const [name, [guest, host]] of Object.entries(BINARY)) {
    it(`${name} gives what the host's gives, in canonical form`, () => {
      withVM((vm) =>
        fc.assert(
          fc.property(primitive, primitive, (a, b) => {
            const at = vm.stack.push(toGuest(vm, a));
            vm.stack.push(toGuest(vm, b));
            const word = guest(vm, vm.words[at]!, vm.words[at + 1]!);
            const expected = host(a as Operand, b as Operand);
            expect(toHost(vm, word)).to.deep.equal(expected);
            const small = typeof expected === 'number' && (expected << 1) >> 1 === expected;
            expect(isInt(word)).to.equal(small && !Object.is(expected, -0));
            vm.stack.sp = at;
          }),
          { numRuns: 200 },
        ),
      );
    });
  }

  for (const [name, [guest, host]] of Object.entries(TESTS)) {
    it(`${name} answers what the host's answers`, () => {
      withVM((vm) =>
        fc.assert(
          fc.property(primitive, primitive, fc.boolean(), (a, b, same) => {
            const at = vm.stack.push(toGuest(vm, a));
            vm.stack.push(toGuest(vm, same ? a : b));
            const answer = guest(vm, vm.words[at]!, vm.words[at + 1]!);
            expect(answer).to.equal(host(a as Operand, (same ? a : b) as Operand));
            vm.stack.sp = at;
          }),
          { numRuns: 200 },
        ),
      );
    });
  }

  it('convert as the host does', () => {
    withVM((vm) =>
      fc.assert(
        fc.property(primitive, (p) => {
          const at = vm.stack.push(toGuest(vm, p));
          const w = (): Word => vm.words[at]!;
          expect(hostString(vm, toStringWord(vm, w()))).to.equal(String(p));
          expect(toBoolean(vm, w())).to.equal(Boolean(p));
          expect(toInt32(vm, w())).to.equal(Number(p) | 0);
          expect(toUint32(vm, w())).to.equal(Number(p) >>> 0);
          const integer = Math.trunc(Number(p)) || 0;
          expect(toInteger(vm, w())).to.equal(integer);
          expect(toLength(vm, w())).to.equal(Math.min(Math.max(integer, 0), 2 ** 53 - 1));
          expect(toKey(vm, w())).to.equal(key(vm, String(p)));
          vm.stack.sp = at;
        }),
        { numRuns: 300 },
      ),
    );
  });
});
