/**
 * A guest value is one int32 word.
 *
 * ```
 *  …0    integer n in −2³⁰ … 2³⁰−1, as n << 1
 *  …001  reference: address of a heap object + 1
 *  …011  immediate: undefined, null, false, true, and the three the guest never sees
 *  …101  string of one UTF-16 code unit c, as c << 3 | 5
 * ```
 *
 * Two canonical forms let strict equality start with a comparison of words: a number that
 * fits an int word (and is not −0) is always one, and a string of length 1 is always a
 * char word.
 */
export type Word = number;

export const UNDEFINED = 3;
export const NULL = 11;
export const FALSE = 19;
export const TRUE = 27;
/** An element or entry that is not there. */
export const HOLE = 35;
/** A binding in its dead zone; `this` of a derived constructor before `super()`. */
export const UNINITIALIZED = 43;
/** Never equal to any guest value or shape: empty caches hold it. */
export const INTERNAL = 51;

export const INT_MIN = -0x40000000;
export const INT_MAX = 0x3fffffff;

export function isInt(w: Word): boolean {
  return (w & 1) === 0;
}

export function isRef(w: Word): boolean {
  return (w & 7) === 1;
}

export function isChar(w: Word): boolean {
  return (w & 7) === 5;
}

/** `n` must be an integer in the 31-bit range. */
export function intWord(n: number): Word {
  return n << 1;
}

export function intOf(w: Word): number {
  return w >> 1;
}

export function charWord(codeUnit: number): Word {
  return (codeUnit << 3) | 5;
}

export function charOf(w: Word): number {
  return (w >>> 3) & 0xffff;
}

export function boolWord(b: boolean): Word {
  return b ? TRUE : FALSE;
}

export function isNullish(w: Word): boolean {
  return w === UNDEFINED || w === NULL;
}

export function isBool(w: Word): boolean {
  return w === TRUE || w === FALSE;
}
