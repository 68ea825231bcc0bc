import { codePointAt } from '../../runtime/operations/iterate.ts';
import { hostSlice, hostString } from '../../runtime/strings/host.ts';
import { flatten, lengthOfString, unitOfFlat } from '../../runtime/strings/strings.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import { TextBuilder } from '../text-builder.ts';

/** Units that are normalized in one go, where the text can be cut. */
const PIECE = 1 << 10;
/**
 * The host sorts a run of combining marks by insertion, and nothing can stop it meanwhile: a run
 * of a million takes minutes. The Stream-Safe Text Format (UAX #15) knows runs of 30.
 */
const MAX_PIECE = 1 << 15;

/**
 * What may combine with what stands before it, or change places with it, in one of the four
 * forms: marks, vowels and final consonants of Hangul in all widths, those of Kirat Rai.
 */
const JOINING = /[\p{M}\u1160-\u11ff\u3131-\u318e\ud7b0-\ud7fb\uff9e-\uffdc\u{16d63}-\u{16d6a}]/u;

/** True where a text can be cut: what starts at unit `i` has nothing to do with what is before. */
function isStart(vm: Realm, flat: Word, i: number): boolean {
  const unit = unitOfFlat(vm, flat, i);
  if (unit < 0x300) return true;
  // The second half of a pair.
  if ((unit & 0xfc00) === 0xdc00 && (unitOfFlat(vm, flat, i - 1) & 0xfc00) === 0xd800) return false;
  return !JOINING.test(hostString(vm, codePointAt(vm, flat, i)));
}

/** The string at `words[slot]` in a normal form, piece by piece. May collect. */
export function normalize(vm: Machine, slot: number, form: string): Word {
  const { words } = vm;
  words[slot] = flatten(vm, words[slot]!);
  const length = lengthOfString(vm, words[slot]!);
  const builder = new TextBuilder(vm);
  for (let from = 0; from < length;) {
    const to = endOfPiece(vm, words[slot]!, from, length);
    const text = hostSlice(vm, words[slot]!, from, to);
    if (text.length > 2 * PIECE) vm.fuel.charge((text.length * text.length) >>> 10);
    builder.append(text.normalize(form));
    from = to;
  }
  return builder.finish();
}

function endOfPiece(vm: Realm, flat: Word, from: number, length: number): number {
  let to = from + PIECE;
  if (to >= length) return length;
  while (to < length && !isStart(vm, flat, to)) {
    if (++to - from > MAX_PIECE) {
      vm.throwing.error('RangeError', 'Too many combining marks in a row to normalize');
    }
  }
  vm.fuel.chargeUnits((to - from) * 4);
  return to;
}
