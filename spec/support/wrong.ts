// Values that are not what was asked for, and what must be so after they were refused.

import { expect } from 'chai';
import { type Heap, type Ref, TidemarkError } from '../../src/index.ts';
import { thrownBy } from './thrown.ts';

/** Beyond the end of a space that is smaller than 2 GiB. */
export const BEYOND = 2147483641;

/** Numbers and others that are no reference, whatever the heap. */
export const NO_REFS: readonly unknown[] = [
  true,
  '9',
  9.5,
  2 ** 32 + 9,
  2 ** 31 + 9,
  [9],
  { valueOf: () => 9 },
  NaN,
  Infinity,
  null,
  -1,
  2,
  3,
  1234,
  BEYOND,
  'constructor',
];

/**
 * What has the form of a reference in JavaScript's eyes alone; for arguments whose type says
 * something else.
 */
export function asRef(value: unknown): Ref {
  return value as Ref;
}

/**
 * Calls it; it must throw a typed error of that name, with a code and a message, and the heap must
 * be as it was.
 */
export function expectRefused(heap: Heap, call: () => unknown, name: string): void {
  const before = heap.stats();
  const error = thrownBy(call);
  expect(error).to.be.instanceOf(TidemarkError);
  const { code, message, name: found } = error as TidemarkError;
  expect(found, message).to.equal(name);
  expect(code).to.match(/^[A-Z_]+$/);
  expect(message).to.match(/\S/);
  expect(heap.stats()).to.deep.equal(before);
}
