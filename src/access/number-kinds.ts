// What numbers of each kind are: the typed array that holds them, and which of JavaScript's values
// they can be. Fields of numbers and arrays of numbers are made by it.

import type { NumberArray } from '../memory/views.ts';
import type { IntegerKind, NumberKind } from '../object/kinds.ts';

/** Kinds that are bigints in JavaScript. */
export type BigintKind = 'i64' | 'u64';

/** Arrays whose elements are bigints. */
export type BigintArray = BigInt64Array | BigUint64Array;

interface NumberArrays {
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i16: Int16Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly i64: BigInt64Array;
  readonly u64: BigUint64Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** The typed array of numbers of a kind. */
export type NumberArrayOf<Kind extends NumberKind> =
  Kind extends `${infer Plain extends IntegerKind}%`
    ? NumberArrays[Plain]
    : Kind extends keyof NumberArrays
      ? NumberArrays[Kind]
      : never;

/** Numbers of one kind. */
export interface NumberTraits<Value = number, View = NumberArray> {
  readonly kind: NumberKind;
  readonly makeView: (buffer: ArrayBuffer) => View;
  /** Whether one of them is the value. An engine knows most answers without looking. */
  readonly fits: (value: Value) => boolean;
  /** What they are, in words. */
  readonly needs: string;
}

/** Whether a float can be the value. */
const isNumber = (value: number): boolean => typeof value === 'number';

/** Integers that fit. */
function integers(
  kind: IntegerKind,
  makeView: NumberTraits['makeView'],
  fits: NumberTraits['fits'],
  range: string,
): NumberTraits {
  return { kind, makeView, fits, needs: `integers from ${range}` };
}

const INTEGERS: readonly NumberTraits[] = [
  integers(
    'i8',
    (buffer) => new Int8Array(buffer),
    (v) => (v << 24) >> 24 === v,
    '-128 to 127',
  ),
  integers(
    'u8',
    (buffer) => new Uint8Array(buffer),
    (v) => (v & 0xff) === v,
    '0 to 255',
  ),
  integers(
    'i16',
    (buffer) => new Int16Array(buffer),
    (v) => (v << 16) >> 16 === v,
    '-32768 to 32767',
  ),
  integers(
    'u16',
    (buffer) => new Uint16Array(buffer),
    (v) => (v & 0xffff) === v,
    '0 to 65535',
  ),
  integers(
    'i32',
    (buffer) => new Int32Array(buffer),
    (v) => (v | 0) === v,
    '-2 ** 31 to 2 ** 31 - 1',
  ),
  integers(
    'u32',
    (buffer) => new Uint32Array(buffer),
    (v) => v >>> 0 === v,
    '0 to 2 ** 32 - 1',
  ),
];

const FLOATS: readonly NumberTraits[] = [
  {
    kind: 'f32',
    makeView: (buffer) => new Float32Array(buffer),
    fits: isNumber,
    needs: 'a number',
  },
  {
    kind: 'f64',
    makeView: (buffer) => new Float64Array(buffer),
    fits: isNumber,
    needs: 'a number',
  },
];

/** The same integers modulo their width. */
function modulo({ kind, makeView }: NumberTraits): NumberTraits {
  return { kind: `${kind as IntegerKind}%`, makeView, fits: isNumber, needs: 'a number' };
}

/** Kinds of numbers that are numbers in JavaScript. */
export const NUMBERS = byKind([...INTEGERS, ...INTEGERS.map(modulo), ...FLOATS]);

/** Kinds of numbers that are bigints. */
export const BIGINTS = byKind<NumberTraits<bigint, BigintArray>>([
  {
    kind: 'i64',
    makeView: (buffer) => new BigInt64Array(buffer),
    fits: (v) => typeof v === 'bigint' && BigInt.asIntN(64, v) === v,
    needs: 'bigints from -2n ** 63n to 2n ** 63n - 1n',
  },
  {
    kind: 'u64',
    makeView: (buffer) => new BigUint64Array(buffer),
    fits: (v) => typeof v === 'bigint' && BigInt.asUintN(64, v) === v,
    needs: 'bigints from 0n to 2n ** 64n - 1n',
  },
]);

function byKind<Traits extends { readonly kind: NumberKind }>(
  list: readonly Traits[],
): Readonly<Record<string, Traits>> {
  return Object.fromEntries(list.map((traits) => [traits.kind, traits]));
}
