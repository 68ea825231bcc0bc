import { newArray, arrayPush } from '../../runtime/arrays/arrays.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { At, isKind, Kind } from '../../runtime/values/layouts.ts';
import { get } from '../../runtime/objects/objects.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { boolWord, intWord, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { receiver, requireCallable, requireNew, reserve } from '../arguments.ts';
import { FILL_WORDS, fillFrom } from './fill.ts';
import {
  clearEntries,
  deleteEntry,
  entryAt,
  findEntry,
  nextIndex,
  normalKey,
  putEntry,
} from './hash-table.ts';
import { END, newIterator, nextMethod, Yield } from '../iterators.ts';
import { newFrom } from '../instances.ts';
import {
  aliasMethod,
  defineConstructor,
  defineGetters,
  defineMethod,
  defineMethods,
  defineTag,
  keyOf,
} from '../table.ts';
import type { Method, Native } from '../table.ts';

/** The two words of an entry as a guest array, from the collection at `words[slot]`. */
function entryPair(vm: Machine, slot: number, index: number, isMap: boolean): Word {
  const pair = newArray(vm, 2);
  const entry = entryAt(vm, vm.words[slot]!, index);
  arrayPush(vm, pair, vm.words[entry]!);
  arrayPush(vm, pair, vm.words[isMap ? entry + 1 : entry]!);
  return pair;
}

function yieldEntry(vm: Machine, slot: number, index: number, what: Yield, isMap: boolean): Word {
  if (what === Yield.Entries) return entryPair(vm, slot, index, isMap);
  const entry = entryAt(vm, vm.words[slot]!, index);
  return vm.words[what === Yield.Values && isMap ? entry + 1 : entry]!;
}

/**
 * `hooks.iterateCollection`: visits what `for (x of collection)` would, which is at words[slot].
 */
function iterateCollection(vm: Machine, slot: number, visit: (value: Word) => boolean): void {
  const { words } = vm;
  const isMap = isMapAt(vm, slot);
  const what = isMap ? Yield.Entries : Yield.Values;
  const sp = vm.stack.sp;
  const at = vm.stack.push(entriesOf(vm, slot));
  let index = 0;
  for (;;) {
    index = nextIndex(vm, words[slot]!, words[at]!, index);
    if (index < 0) break;
    words[at] = entriesOf(vm, slot);
    vm.fuel.charge(1);
    if (!visit(yieldEntry(vm, slot, index, what, isMap))) break;
    index++;
  }
  vm.stack.sp = sp;
}

function entriesOf(vm: Memory, slot: number): Word {
  return vm.words[(vm.words[slot]! >>> 2) + At.COLLECTION_ENTRIES]!;
}

function isMapAt(vm: Memory, slot: number): boolean {
  return ((vm.words[vm.words[slot]! >>> 2]! >>> 10) & 0xfff) === Kind.Map;
}

/** Advances a Map or Set iterator at `words[slot]` whose target is at `words[slot + 1]`. */
function advance(vm: Machine, slot: number): Word {
  const { words, heap } = vm;
  const h = words[slot]! >>> 2;
  const table = words[slot + 1]!;
  const cursor = words[h + At.ITERATOR_CURSOR]! >> 1;
  const index = nextIndex(vm, table, words[h + At.ITERATOR_SPARE]!, cursor);
  if (index < 0) {
    words[h + At.ITERATOR_SPARE] = 0;
    return END;
  }
  words[h + At.ITERATOR_CURSOR] = intWord(index + 1);
  heap.write(words[slot]!, At.ITERATOR_SPARE - 1, entriesOf(vm, slot + 1));
  const mode: Yield = words[h + At.ITERATOR_MODE]! >> 1;
  return yieldEntry(vm, slot + 1, index, mode, isMapAt(vm, slot + 1));
}

function installIterator(vm: Realm, proto: Intrinsic, kind: Kind, name: string): void {
  const prototype = vm.intrinsic(proto);
  const next = nextMethod(name, advance, (w) => isKind(vm.words, w, kind));
  defineMethod(vm, prototype, ['next', 0, next]);
  defineTag(vm, prototype, name);
}

/** A native of one kind: `this` is checked, and the first two arguments are rooted words. */
function method(kind: Kind, name: string, body: Native): Native {
  const full = `${kind === Kind.Map ? 'Map' : 'Set'}.prototype.${name}`;
  return (vm, fp, argc) => {
    receiver(vm, fp, kind, full);
    reserve(vm, fp, argc, 3);
    return body(vm, fp, argc);
  };
}

function has(vm: Realm, fp: number): Word {
  const key = normalKey(vm, vm.words[fp]!);
  return boolWord(findEntry(vm, vm.words[fp - 1]!, key) >= 0);
}

function remove(vm: Realm, fp: number): Word {
  const key = normalKey(vm, vm.words[fp]!);
  return boolWord(deleteEntry(vm, vm.words[fp - 1]!, key));
}

function clear(vm: Memory, fp: number): Word {
  clearEntries(vm, vm.words[fp - 1]!);
  return UNDEFINED;
}

function getValue(vm: Realm, fp: number): Word {
  const key = normalKey(vm, vm.words[fp]!);
  const table = vm.words[fp - 1]!;
  const index = findEntry(vm, table, key);
  return index < 0 ? UNDEFINED : vm.words[entryAt(vm, table, index) + 1]!;
}

/** Map.prototype.set and Set.prototype.add: `this`, key and value lie in a row in the frame. */
function put(vm: Realm, fp: number): Word {
  putEntry(vm, fp - 1);
  return vm.words[fp - 1]!;
}

function forEach(vm: Machine, fp: number): Word {
  const { words } = vm;
  requireCallable(vm, fp);
  const isMap = isMapAt(vm, fp - 1);
  words[fp + 2] = entriesOf(vm, fp - 1);
  let index = 0;
  for (;;) {
    index = nextIndex(vm, words[fp - 1]!, words[fp + 2]!, index);
    if (index < 0) return UNDEFINED;
    words[fp + 2] = entriesOf(vm, fp - 1);
    const entry = entryAt(vm, words[fp - 1]!, index);
    const value = words[isMap ? entry + 1 : entry]!;
    vm.calls.call3(words[fp]!, words[fp + 1]!, value, words[entry]!, words[fp - 1]!);
    index++;
  }
}

function size(kind: Kind, name: string): Native {
  return (vm, fp) => {
    const table = receiver(vm, fp, kind, name);
    return intWord(vm.words[(table >>> 2) + At.COLLECTION_SIZE]!);
  };
}

function iterator(kind: Kind, what: Yield): Native {
  const proto = kind === Kind.Map ? Intrinsic.MapIteratorPrototype : Intrinsic.SetIteratorPrototype;
  return (vm, fp) => {
    const made = newIterator(vm, proto, fp - 1, what);
    vm.heap.write(made, At.ITERATOR_SPARE - 1, entriesOf(vm, fp - 1));
    return made;
  };
}

/** `new Map(entries)`, `new Set(values)`. The table is at fp + 1, where `fillFrom` has it. */
function constructorOf(kind: Kind, name: string, proto: Intrinsic, own: Intrinsic): Native {
  const isMap = kind === Kind.Map;
  return (vm, fp, argc) => {
    requireNew(vm, fp, name);
    reserve(vm, fp, argc, FILL_WORDS);
    vm.words[fp + 1] = newFrom(vm, fp, kind, proto);
    return fillFrom(vm, fp, isMap, own);
  };
}

function sharedMethods(kind: Kind): Method[] {
  return [
    ['has', 1, method(kind, 'has', has)],
    ['delete', 1, method(kind, 'delete', remove)],
    ['clear', 0, method(kind, 'clear', clear)],
    ['forEach', 1, method(kind, 'forEach', forEach)],
  ];
}

export function installCollections(vm: Machine): void {
  const map = vm.intrinsic(Intrinsic.MapPrototype);
  const M = Kind.Map;
  const S = Kind.Set;
  const newMap = constructorOf(M, 'Map', Intrinsic.MapPrototype, Intrinsic.MapSet);
  defineConstructor(vm, 'Map', 0, newMap, map);
  defineMethods(vm, map, [
    ['get', 1, method(M, 'get', getValue)],
    ['set', 2, method(M, 'set', put)],
    ...sharedMethods(M),
    ['keys', 0, method(M, 'keys', iterator(M, Yield.Keys))],
    ['values', 0, method(M, 'values', iterator(M, Yield.Values))],
    ['entries', 0, method(M, 'entries', iterator(M, Yield.Entries))],
  ]);
  defineGetters(vm, map, [['size', size(M, 'get Map.prototype.size')]]);
  defineTag(vm, map, 'Map');
  vm.setIntrinsic(Intrinsic.MapEntries, aliasMethod(vm, map, 'entries', '@@iterator'));
  vm.setIntrinsic(Intrinsic.MapSet, get(vm, map, vm.name(Name.set)));

  const set = vm.intrinsic(Intrinsic.SetPrototype);
  const newSet = constructorOf(S, 'Set', Intrinsic.SetPrototype, Intrinsic.SetAdd);
  defineConstructor(vm, 'Set', 0, newSet, set);
  defineMethods(vm, set, [
    ['add', 1, method(S, 'add', put)],
    ...sharedMethods(S),
    ['values', 0, method(S, 'values', iterator(S, Yield.Values))],
    ['entries', 0, method(S, 'entries', iterator(S, Yield.Entries))],
  ]);
  defineGetters(vm, set, [['size', size(S, 'get Set.prototype.size')]]);
  defineTag(vm, set, 'Set');
  aliasMethod(vm, set, 'values', 'keys');
  vm.setIntrinsic(Intrinsic.SetValues, aliasMethod(vm, set, 'values', '@@iterator'));
  vm.setIntrinsic(Intrinsic.SetAdd, get(vm, set, keyOf(vm, 'add')));
  installIterator(vm, Intrinsic.MapIteratorPrototype, M, 'Map Iterator');
  installIterator(vm, Intrinsic.SetIteratorPrototype, S, 'Set Iterator');
  vm.hooks.iterateCollection = iterateCollection;
}
