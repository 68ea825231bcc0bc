import { arrayLength } from '../../runtime/arrays/arrays.ts';
import { elementAt, elementCapacity } from '../../runtime/arrays/elements.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { keyOfIndex } from '../../runtime/strings/intern.ts';
import { ownIndexes } from '../../runtime/objects/keys.ts';
import { At, isKind, isObject, Kind } from '../../runtime/values/layouts.ts';
import { getProto } from '../../runtime/objects/objects.ts';
import { Flag, flagsOf } from '../../runtime/objects/shapes.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import { HOLE, intOf } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { entryAt, nextIndex } from '../collections/hash-table.ts';
import type { Inspector } from './inspect.ts';
import { layOut, MAX_ENTRIES } from './layout.ts';
import { Yield } from '../iterators.ts';

function more(count: number): string {
  return `... ${count} more item${count > 1 ? 's' : ''}`;
}

/** The indexes of an array that are shown, if there are others beyond. */
function shownIndexes(vm: Realm, array: Word): number[] {
  const { words } = vm;
  const shape = words[(array >>> 2) + At.SHAPE]!;
  if ((flagsOf(words, shape) & Flag.DICTIONARY) !== 0) return ownIndexes(vm, array);
  // Nothing but elements: a list of all of them would be as long as the array.
  const indexes: number[] = [];
  const capacity = elementCapacity(words, array);
  for (let i = 0; i < capacity && indexes.length <= MAX_ENTRIES; i++) {
    vm.fuel.charge(1);
    if (elementAt(words, array, i) !== HOLE) indexes.push(i);
  }
  return indexes;
}

/** The elements of an array; a run of absent ones counts as one entry. */
export function arrayEntries(inspector: Inspector, array: Word, level: number): string[] {
  const { vm } = inspector;
  const length = arrayLength(vm, array);
  const entries: string[] = [];
  let next = 0;
  const holes = (end: number): void => {
    const count = end - next;
    if (count > 0) entries.push(`<${count} empty item${count > 1 ? 's' : ''}>`);
    next = Math.max(next, end);
  };
  for (const index of shownIndexes(vm, array)) {
    if (index > next && entries.length < MAX_ENTRIES) holes(index);
    if (entries.length >= MAX_ENTRIES) break;
    entries.push(inspector.member(array, keyOfIndex(vm, index), level));
    next = index + 1;
  }
  if (entries.length < MAX_ENTRIES) holes(length);
  if (next < length) entries.push(more(length - next));
  return entries;
}

/** Visits the live entries of a Map or Set from `index` on: absolute word indices. */
function eachEntry(vm: Realm, table: Word, visit: (at: number) => boolean, index = 0): void {
  const entries = vm.words[(table >>> 2) + At.COLLECTION_ENTRIES]!;
  let i = nextIndex(vm, table, entries, index);
  while (i >= 0 && visit(entryAt(vm, table, i))) i = nextIndex(vm, table, entries, i + 1);
}

/** Entries of a collection as `show` has them, cut at MAX_ENTRIES. */
function shown(inspector: Inspector, table: Word, show: (at: number) => string): string[] {
  const { vm } = inspector;
  const size = vm.words[(table >>> 2) + At.COLLECTION_SIZE]!;
  const entries: string[] = [];
  eachEntry(vm, table, (at) => entries.push(show(at)) < MAX_ENTRIES);
  if (size > entries.length) entries.push(more(size - entries.length));
  return entries;
}

export function mapEntries(inspector: Inspector, map: Word, level: number): string[] {
  const { words } = inspector.vm;
  return shown(inspector, map, (at) => {
    const key = inspector.indented(words[at]!, level + 1);
    return `${key} => ${inspector.indented(words[at + 1]!, level + 1)}`;
  });
}

export function setEntries(inspector: Inspector, set: Word, level: number): string[] {
  const { words } = inspector.vm;
  return shown(inspector, set, (at) => inspector.indented(words[at]!, level + 1));
}

interface Listed {
  readonly name: string;
  readonly entries: (inspector: Inspector, level: number) => string[];
}

/** What is left of a Map or Set iterator, without moving it; undefined for other iterators. */
export function iteratorEntries(vm: Realm, iterator: Word): Listed | undefined {
  const { words } = vm;
  const h = iterator >>> 2;
  const proto = getProto(vm, iterator);
  const isMap = proto === vm.intrinsic(Intrinsic.MapIteratorPrototype);
  if (!isMap && proto !== vm.intrinsic(Intrinsic.SetIteratorPrototype)) return undefined;
  const mode: Yield = intOf(words[h + At.ITERATOR_MODE]!);
  const type = isMap ? 'Map' : 'Set';
  const name = `${type} ${mode === Yield.Entries ? 'Entries' : 'Iterator'}`;
  const table = words[h + At.ITERATOR_TARGET]!;
  return {
    name,
    entries: (inspector, level) => {
      if (!isObject(words, table) || !isKind(words, table, isMap ? Kind.Map : Kind.Set)) return [];
      const generation = words[h + At.ITERATOR_SPARE]!;
      const start = nextIndex(vm, table, generation, intOf(words[h + At.ITERATOR_CURSOR]!));
      if (start < 0) return [];
      const entries: string[] = [];
      eachEntry(
        vm,
        table,
        (at) => entries.push(remaining(inspector, at, mode, isMap, level)) <= MAX_ENTRIES,
        start,
      );
      return entries;
    },
  };
}

function remaining(
  inspector: Inspector,
  at: number,
  mode: Yield,
  isMap: boolean,
  level: number,
): string {
  const { words } = inspector.vm;
  const value = isMap ? at + 1 : at;
  if (mode !== Yield.Entries) {
    return inspector.indented(words[mode === Yield.Keys ? at : value]!, level + 1);
  }
  const entries = [at, value].map((i) => inspector.indented(words[i]!, level + 1));
  const { indentation } = inspector;
  const shape = { base: '', open: '[', close: ']', isArray: true, hasRest: false };
  return layOut({ ...shape, entries, allNumbers: false, nestedLevels: 0, indentation });
}
