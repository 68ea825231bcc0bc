import { At } from '../../runtime/values/layouts.ts';
import { hostSlice } from '../../runtime/strings/host.ts';
import { isRope, lengthOfString } from '../../runtime/strings/strings.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';

/** Units of one string that are shown inside an object. */
export const MAX_STRING = 10000;

/** The first units of a string of any form, at most `max`. Unlike flattening, never collects. */
export function preview(vm: Realm, w: Word, max = MAX_STRING): string {
  const { words } = vm;
  let text = '';
  const waiting: Word[] = [w];
  while (waiting.length > 0 && text.length < max) {
    vm.fuel.charge(1);
    const piece = waiting.pop()!;
    if (!isRope(words, piece)) {
      const end = Math.min(lengthOfString(vm, piece), max - text.length);
      text += hostSlice(vm, piece, 0, end);
      continue;
    }
    const right = words[(piece >>> 2) + At.ROPE_RIGHT]!;
    if (right !== 0) waiting.push(right);
    waiting.push(words[(piece >>> 2) + At.ROPE_LEFT]!);
  }
  return text;
}
