import { chargeUnits } from '../runtime/fuel.ts';
import { hostSlice } from '../runtime/string-host.ts';
import { flatten, lengthOfString, unitOfFlat } from '../runtime/strings.ts';
import type { VM } from '../runtime/vm.ts';
import type { Word } from '../runtime/words.ts';
import { TextBuilder } from './text-builder.ts';

/** Units that are normalized in one go, where the text can be cut. */
const PIECE = 1 << 10;
/**
 * The host sorts a run of combining marks by insertion, and nothing can stop it meanwhile: a run
 * of a million takes minutes. The Stream-Safe Text Format (UAX #15) knows runs of 30.
 */
const MAX_PIECE = 1 << 15;

/**
 * Ranges of units that neither combine with what stands before them nor change places with it, in
 * any of the four forms; every text in these scripts has some. Ordered pairs of first and last.
 */
const STARTS: readonly (readonly [number, number])[] = [
  [0x0000, 0x02ff],
  [0x0370, 0x0482],
  [0x3041, 0x3096],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
];

function isStart(unit: number): boolean {
  return STARTS.some(([first, last]) => unit >= first && unit <= last);
}

/** The string at `words[slot]` in a normal form, piece by piece. May collect. */
export function normalize(vm: VM, slot: number, form: string): Word {
  const { words } = vm;
  words[slot] = flatten(vm, words[slot]!);
  const length = lengthOfString(vm, words[slot]!);
  const builder = new TextBuilder(vm);
  for (let from = 0; from < length;) {
    const to = endOfPiece(vm, words[slot]!, from, length);
    const text = hostSlice(vm, words[slot]!, from, to);
    if (text.length > 2 * PIECE) vm.charge((text.length * text.length) >>> 10);
    builder.append(text.normalize(form));
    from = to;
  }
  return builder.finish();
}

function endOfPiece(vm: VM, flat: Word, from: number, length: number): number {
  let to = from + PIECE;
  if (to >= length) return length;
  while (to < length && !isStart(unitOfFlat(vm, flat, to))) {
    if (++to - from > MAX_PIECE) {
      vm.throwError('RangeError', 'Too many combining marks in a row to normalize');
    }
  }
  chargeUnits(vm, (to - from) * 4);
  return to;
}
