import { At, Kind } from './layouts.ts';
import { asciiWord } from '../strings/host.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import type { Word } from './words.ts';

/** The word of a number: an int word if it is one, else a new Double. Does not collect. */
export function numberWord(vm: Memory, n: number): Word {
  const i = n | 0;
  const word = i << 1;
  if (i === n && word >> 1 === i && (i !== 0 || 1 / n > 0)) return word;
  return doubleWord(vm, n);
}

/** A new Double; `n` must not be canonical as an int word. */
function doubleWord(vm: Memory, n: number): Word {
  const ref = vm.heap.allocateRaw(Kind.Double, 3);
  vm.doubles[(ref >>> 3) + 1] = n;
  return ref;
}

/** The host number of a word that is known to be a number. */
export function numberOf(vm: Memory, w: Word): number {
  return (w & 1) === 0 ? w >> 1 : vm.doubles[(w >>> 3) + 1]!;
}

/** Decimal digits of a number, as the language writes them. Does not collect. */
export function numberToStringWord(vm: Realm, n: number): Word {
  return asciiWord(vm, String(n));
}

/** Hash seeds: a multiplicative congruential step, so that runs repeat. */
export function nextHash(vm: Realm): number {
  vm.hashSeed = (Math.imul(vm.hashSeed, 0x5851f42d) + 0x14057b7f) | 0;
  const h = vm.hashSeed;
  return ((h ^ (h >>> 15)) & 0x3ffffffe) | 2;
}

/**
 * A number that stays with an object or symbol for its life, for hash tables keyed by
 * identity. It sits where the object's property storage will be, or inside that.
 */
export function identityHash(vm: Realm, w: Word): number {
  const { words } = vm;
  const h = w >>> 2;
  if (((words[h]! >>> 10) & 0xfff) === Kind.Symbol) return words[h + At.SYMBOL_HASH]! >>> 2;
  const overflow = words[h + At.OVERFLOW]!;
  const at = (overflow & 1) === 0 ? h + At.OVERFLOW : (overflow >>> 2) + At.IDENTITY_HASH;
  if (words[at] === 0) words[at] = nextHash(vm);
  return words[at]! >> 1;
}
