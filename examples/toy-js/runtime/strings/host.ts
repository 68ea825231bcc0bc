import { Intrinsic } from '../values/intrinsics.ts';
import {
  allocString,
  flatten,
  isWide,
  lengthOfString,
  QUIET_LENGTH,
  roomForString,
  unitsOf,
} from './strings.ts';
import type { Realm } from '../machine/machine.ts';
import { charOf, charWord } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Units that go through one `fromCharCode.apply`: arguments live on the host's stack. */
const CHUNK = 4096;
const SHORT = 12;

/** The guest string with the units of `s`. May collect when it is longer than QUIET_LENGTH. */
export function stringWord(vm: Realm, s: string): Word {
  if (s.length > QUIET_LENGTH) roomForString(vm, s.length, hasWideUnit(s));
  return asciiWord(vm, s);
}

/** The guest string with the units of `s`; never collects, so `s` had better be short. */
export function asciiWord(vm: Realm, s: string): Word {
  const { length } = s;
  if (length === 0) return vm.intrinsic(Intrinsic.EmptyString);
  if (length === 1) return charWord(s.charCodeAt(0));
  const wide = hasWideUnit(s);
  const w = allocString(vm, length, wide);
  const start = unitsOf(w, wide);
  const units = wide ? vm.halves : vm.bytes;
  for (let i = 0; i < length; i++) units[start + i] = s.charCodeAt(i);
  return w;
}

function hasWideUnit(s: string): boolean {
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 0xff) return true;
  return false;
}

/** The host's copy of a guest string. May collect to flatten a long rope. */
export function hostString(vm: Realm, w: Word): string {
  if ((w & 7) === 5) return String.fromCharCode(charOf(w));
  return hostSlice(vm, flatten(vm, w), 0, lengthOfString(vm, w));
}

/** Units [from, to) of a flat string, as the host's. */
export function hostSlice(vm: Realm, flat: Word, from: number, to: number): string {
  if ((flat & 7) === 5) return to > from ? String.fromCharCode(charOf(flat)) : '';
  const wide = isWide(vm.words, flat);
  const units: Uint8Array | Uint16Array = wide ? vm.halves : vm.bytes;
  const start = unitsOf(flat, wide) + from;
  const end = start + to - from;
  let s = '';
  if (to - from <= SHORT) {
    for (let i = start; i < end; i++) s += String.fromCharCode(units[i]!);
    return s;
  }
  vm.fuel.chargeUnits(to - from);
  for (let i = start; i < end; i += CHUNK) {
    const chunk = units.subarray(i, Math.min(i + CHUNK, end));
    s += String.fromCharCode.apply(null, chunk as unknown as number[]);
  }
  return s;
}
