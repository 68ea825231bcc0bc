// What the constructors of Map, Set, WeakMap and WeakSet do with their argument.

import { describeCallee } from '../../runtime/calls/errors.ts';
import { isCallable, isObject } from '../../runtime/values/layouts.ts';
import type { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { iterate } from '../../runtime/operations/iterate.ts';
import { get } from '../../runtime/objects/objects.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { intWord, isNullish, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { requireIterable } from '../arguments.ts';
import { keyOf } from '../table.ts';
import { putEntry } from './hash-table.ts';

/** Words of a frame that `fillFrom` works on. */
export const FILL_WORDS = 6;

/**
 * Fills the collection at `words[fp + 1]` from the iterable at `words[fp]`, and returns it. In the
 * frame follow the key and the value for `putEntry`, the adder, and the entry at hand. `own` is the
 * adder that `putEntry` does the work of; without one the guest's is always called.
 */
export function fillFrom(vm: Machine, fp: number, isMap: boolean, own?: Intrinsic): Word {
  const { words } = vm;
  const [table, key, value, adder, entry] = [fp + 1, fp + 2, fp + 3, fp + 4, fp + 5];
  if (isNullish(words[fp]!)) return words[table]!;
  words[adder] = get(vm, words[table]!, keyOf(vm, isMap ? 'set' : 'add'));
  requireAdder(vm, adder, table, isMap);
  requireIterable(vm, fp);
  const plain = own !== undefined && words[adder] === vm.intrinsic(own);
  iterate(vm, words[fp]!, (item) => {
    words[key] = item;
    words[value] = UNDEFINED;
    if (isMap) splitEntry(vm, item, entry, key, value);
    if (plain) putEntry(vm, table);
    else if (isMap) vm.calls.call2(words[adder]!, words[table]!, words[key]!, words[value]!);
    else vm.calls.call1(words[adder]!, words[table]!, words[key]!);
    return true;
  });
  return words[table]!;
}

function requireAdder(vm: Realm, adder: number, table: number, isMap: boolean): void {
  const { words } = vm;
  if (isCallable(words, words[adder]!)) return;
  const found = describeCallee(vm, words[adder]!);
  const owner = describeCallee(vm, words[table]!);
  const name = isMap ? 'set' : 'add';
  vm.throwing.error(
    'TypeError',
    `'${found}' returned for property '${name}' of object '${owner}' is not a function`,
  );
}

function splitEntry(vm: Machine, item: Word, entry: number, key: number, value: number): void {
  const { words } = vm;
  if (!isObject(words, item)) {
    const text = describeCallee(vm, item);
    vm.throwing.error('TypeError', `Iterator value ${text} is not an entry object`);
  }
  words[entry] = item;
  words[key] = get(vm, item, intWord(0));
  words[value] = get(vm, words[entry]!, intWord(1));
}
