import { toStringWord } from '../../runtime/operations/convert.ts';
import { describeCallee } from '../../runtime/calls/errors.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, isSymbol, Kind } from '../../runtime/values/layouts.ts';
import { newObjectOfKind } from '../../runtime/objects/objects.ts';
import { defineData } from '../../runtime/objects/properties.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import { asciiWord } from '../../runtime/strings/host.ts';
import { concat } from '../../runtime/strings/strings.ts';
import { newSymbol } from '../../runtime/values/symbols.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { arg } from '../../runtime/machine/machine.ts';
import { NULL, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { entryAt, findEntry, normalKey, putEntry } from '../collections/hash-table.ts';
import { reserve } from '../arguments.ts';
import { thisPrimitive } from './primitives.ts';
import { defineConstructor, defineGetters, defineMethods, defineTag } from '../table.ts';

const WELL_KNOWN: readonly (readonly [string, Intrinsic])[] = [
  ['iterator', Intrinsic.SymbolIterator],
  ['toPrimitive', Intrinsic.SymbolToPrimitive],
  ['hasInstance', Intrinsic.SymbolHasInstance],
  ['toStringTag', Intrinsic.SymbolToStringTag],
  ['isConcatSpreadable', Intrinsic.SymbolIsConcatSpreadable],
];

function constructor(vm: Machine, fp: number, argc: number): Word {
  if (vm.words[fp - 5] !== UNDEFINED) vm.throwing.error('TypeError', 'Symbol is not a constructor');
  const description = arg(vm, fp, argc, 0);
  return newSymbol(vm, description === UNDEFINED ? UNDEFINED : toStringWord(vm, description));
}

/** Symbol.for: fp the key; then a row for `putEntry`: the registry, the key, the symbol. */
function symbolFor(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 4);
  words[fp] = normalKey(vm, toStringWord(vm, words[fp]!));
  const registry = vm.intrinsic(Intrinsic.SymbolRegistry);
  const index = findEntry(vm, registry, words[fp]!);
  if (index >= 0) return words[entryAt(vm, registry, index) + 1]!;
  words[fp + 1] = registry;
  words[fp + 2] = words[fp]!;
  words[fp + 3] = newSymbol(vm, words[fp]!);
  putEntry(vm, fp + 1);
  return words[fp + 3]!;
}

function keyFor(vm: Realm, fp: number, argc: number): Word {
  const { words } = vm;
  const symbol = arg(vm, fp, argc, 0);
  if (!isSymbol(words, symbol)) {
    vm.throwing.error('TypeError', `${describeCallee(vm, symbol)} is not a symbol`);
  }
  return isRegistered(vm, symbol) ? descriptionOf(vm, symbol) : UNDEFINED;
}

/** Whether a symbol is one of Symbol.for's, which never die. */
export function isRegistered(vm: Realm, symbol: Word): boolean {
  const description = descriptionOf(vm, symbol);
  if (description === UNDEFINED) return false;
  const registry = vm.intrinsic(Intrinsic.SymbolRegistry);
  const index = findEntry(vm, registry, normalKey(vm, description));
  return index >= 0 && vm.words[entryAt(vm, registry, index) + 1] === symbol;
}

function descriptionOf(vm: Memory, symbol: Word): Word {
  return vm.words[(symbol >>> 2) + At.SYMBOL_DESCRIPTION]!;
}

/** `Symbol(description)`. Does not collect. */
export function symbolText(vm: Realm, symbol: Word): Word {
  const description = descriptionOf(vm, symbol);
  if (description === UNDEFINED) return asciiWord(vm, 'Symbol()');
  return concat(vm, concat(vm, asciiWord(vm, 'Symbol('), description), asciiWord(vm, ')'));
}

export function installSymbol(vm: Realm): void {
  const prototype = vm.intrinsic(Intrinsic.SymbolPrototype);
  const self = (fp: number, name: string): Word =>
    thisPrimitive(vm, fp, isSymbol, `Symbol.prototype.${name}`, 'Symbol');
  const c = defineConstructor(vm, 'Symbol', 0, constructor, prototype);
  for (const [name, which] of WELL_KNOWN) {
    defineData(vm, c, internHost(vm, name), vm.intrinsic(which), 0);
  }
  defineMethods(vm, c, [
    ['for', 1, symbolFor],
    ['keyFor', 1, keyFor],
  ]);
  defineMethods(vm, prototype, [
    ['toString', 0, (_, fp) => symbolText(vm, self(fp, 'toString'))],
    ['valueOf', 0, (_, fp) => self(fp, 'valueOf')],
    ['@@toPrimitive', 1, (_, fp) => self(fp, '[Symbol.toPrimitive]')],
  ]);
  defineGetters(vm, prototype, [
    ['description', (_, fp) => descriptionOf(vm, self(fp, 'description'))],
  ]);
  defineTag(vm, prototype, 'Symbol');
  vm.setIntrinsic(Intrinsic.SymbolRegistry, newObjectOfKind(vm, Kind.Map, NULL));
}
