import { keyText } from '../../runtime/strings/key-text.ts';
import { isString, isSymbol } from '../../runtime/values/layouts.ts';
import { numberOf } from '../../runtime/values/numbers.ts';
import { lengthOfString } from '../../runtime/strings/strings.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import { FALSE, NULL, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { BREAK_LENGTH } from './layout.ts';
import { quote } from './quote.ts';
import { MAX_STRING, preview } from './preview.ts';

/** Strings up to this length stay in one piece. */
const MIN_SPLIT_LENGTH = 16;

/** A number as console.log shows it: −0 keeps its sign. */
export function numberText(n: number): string {
  return Object.is(n, -0) ? '-0' : String(n);
}

/** A value that is no object, as it is shown inside one. */
export function primitiveText(vm: Realm, w: Word, indentation: number): string {
  if (w === UNDEFINED) return 'undefined';
  if (w === NULL) return 'null';
  if (w === TRUE || w === FALSE) return w === TRUE ? 'true' : 'false';
  if (isSymbol(vm.words, w)) return keyText(vm, w);
  return isString(vm.words, w) ? stringText(vm, w, indentation) : numberText(numberOf(vm, w));
}

/** Quoted; one with several lines that is too wide is shown as a sum of its lines. */
function stringText(vm: Realm, w: Word, indentation: number): string {
  const text = preview(vm, w);
  const rest = lengthOfString(vm, w) - MAX_STRING;
  const trailer = rest > 0 ? `... ${rest} more character${rest > 1 ? 's' : ''}` : '';
  if (text.length > MIN_SPLIT_LENGTH && text.length > BREAK_LENGTH - indentation - 4) {
    const lines = text.split(/(?<=\n)/).map(quote);
    return lines.join(` +\n${' '.repeat(indentation + 2)}`) + trailer;
  }
  return quote(text) + trailer;
}
