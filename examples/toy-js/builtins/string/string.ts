import { newBoxed, toStringWord } from '../../runtime/operations/convert.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { isString, isSymbol } from '../../runtime/values/layouts.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { prototypeFor } from '../instances.ts';
import { installStringIterator } from '../iterators.ts';
import type { Matchers } from '../regexp/matchers.ts';
import { thisPrimitive } from '../primitives/primitives.ts';
import { STRING_BUILD_METHODS, STRING_STATICS } from './build.ts';
import { installPatterns } from './patterns.ts';
import { replaceMethods } from './replace.ts';
import { STRING_SEARCH_METHODS, thisString } from './search.ts';
import { symbolText } from '../primitives/symbol.ts';
import { aliasMethod, defineConstructor, defineMethods } from '../table.ts';

/** `String(value)` shows symbols too; `new String` makes an object. */
function construct(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const isCall = words[fp - 5] === UNDEFINED;
  if (argc > 0 && isCall && isSymbol(words, words[fp]!)) return symbolText(vm, words[fp]!);
  const text = argc === 0 ? vm.intrinsic(Intrinsic.EmptyString) : toStringWord(vm, words[fp]!);
  if (isCall) return text;
  const slot = vm.stack.push(text);
  const prototype = prototypeFor(vm, fp, Intrinsic.StringPrototype);
  return newBoxed(vm, words[slot]!, prototype);
}

export function installString(vm: Machine, matchers: Matchers): void {
  const prototype = vm.intrinsic(Intrinsic.StringPrototype);
  const c = defineConstructor(vm, 'String', 1, construct, prototype);
  defineMethods(vm, c, STRING_STATICS);
  defineMethods(vm, prototype, STRING_SEARCH_METHODS);
  defineMethods(vm, prototype, STRING_BUILD_METHODS);
  defineMethods(vm, prototype, replaceMethods(matchers));
  installPatterns(vm, matchers);
  aliasMethod(vm, prototype, 'trimStart', 'trimLeft');
  aliasMethod(vm, prototype, 'trimEnd', 'trimRight');
  for (const name of ['toString', 'valueOf']) {
    const method = `String.prototype.${name}`;
    defineMethods(vm, prototype, [
      [name, 0, (_, fp) => thisPrimitive(vm, fp, isString, method, 'String')],
    ]);
  }
  installStringIterator(vm, (fp) => thisString(vm, fp, '[Symbol.iterator]'));
}
