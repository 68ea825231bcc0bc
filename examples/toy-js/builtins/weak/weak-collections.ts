// WeakMap and WeakSet: guest objects, each with a weak map or a weak set of the heap.

import type { WeakMapLayout, WeakSetLayout } from '../../../../src/index.ts';
import { toRef } from '../../../../src/index.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, Kind } from '../../runtime/values/layouts.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { boolWord, FALSE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { receiver, requireNew, reserve } from '../arguments.ts';
import { FILL_WORDS, fillFrom } from '../collections/fill.ts';
import { newFrom } from '../instances.ts';
import { defineConstructor, defineMethods, defineTag } from '../table.ts';
import type { Native } from '../table.ts';
import { canBeHeldWeakly } from './held.ts';

type Tables = WeakMapLayout | WeakSetLayout;

/** What WeakMap and WeakSet differ in. */
interface Family {
  readonly kind: Kind;
  readonly name: string;
  readonly prototype: Intrinsic;
  readonly refusal: string;
}

const MAPS: Family = {
  kind: Kind.WeakMap,
  name: 'WeakMap',
  prototype: Intrinsic.WeakMapPrototype,
  refusal: 'Invalid value used as weak map key',
};

const SETS: Family = {
  kind: Kind.WeakSet,
  name: 'WeakSet',
  prototype: Intrinsic.WeakSetPrototype,
  refusal: 'Invalid value used in weak set',
};

/** Tables of this many entries or more ask for room before they grow. */
const ROOM_ENTRIES = 512;
/** Bytes of a grown table for each entry of the one before. */
const BYTES_PER_ENTRY = 48;

function tableOf(vm: Memory, fp: number): Word {
  return vm.words[(vm.words[fp - 1]! >>> 2) + At.WEAK_TABLE]!;
}

/** A method: `this` is checked, and the first two arguments are rooted words. */
function method({ kind, name }: Family, own: string, body: Native): Native {
  return (vm, fp, argc) => {
    receiver(vm, fp, kind, `${name}.prototype.${own}`);
    reserve(vm, fp, argc, 2);
    return body(vm, fp, argc);
  };
}

/** The same for a method that answers `absent` for what can be no key. */
function lookup(
  family: Family,
  own: string,
  absent: Word,
  find: (table: Word, key: Word) => Word,
): Native {
  return method(family, own, (vm, fp) => {
    const key = vm.words[fp]!;
    return canBeHeldWeakly(vm, key) ? find(tableOf(vm, fp), key) : absent;
  });
}

/** Before a key is put in: refuses what can be none, and sees to it that a large table can grow. */
function prepare(vm: Realm, fp: number, tables: Tables, { refusal }: Family): void {
  if (!canBeHeldWeakly(vm, vm.words[fp]!)) vm.throwing.error('TypeError', refusal);
  const size = tables.size(toRef(tableOf(vm, fp)));
  if (size >= ROOM_ENTRIES && (size & (size - 1)) === 0) vm.pressure.room(size * BYTES_PER_ENTRY);
}

function constructorOf({ kind, name, prototype }: Family, tables: Tables): Native {
  return (vm, fp, argc) => {
    requireNew(vm, fp, name);
    reserve(vm, fp, argc, FILL_WORDS);
    vm.words[fp + 1] = newFrom(vm, fp, kind, prototype);
    vm.heap.write(vm.words[fp + 1]!, At.WEAK_TABLE - 1, tables.new());
    return fillFrom(vm, fp, kind === Kind.WeakMap);
  };
}

function installMaps(vm: Machine): void {
  const tables = vm.heap.weakMapLayout('WeakMap table');
  const prototype = vm.intrinsic(MAPS.prototype);
  defineConstructor(vm, MAPS.name, 0, constructorOf(MAPS, tables), prototype);
  const set: Native = (m, fp) => {
    prepare(m, fp, tables, MAPS);
    tables.set(toRef(tableOf(m, fp)), toRef(m.words[fp]!), m.words[fp + 1]!);
    return m.words[fp - 1]!;
  };
  const get = (t: Word, key: Word): Word => tables.get(toRef(t), toRef(key)) ?? UNDEFINED;
  defineMethods(vm, prototype, [
    ['delete', 1, removal(MAPS, tables)],
    ['get', 1, lookup(MAPS, 'get', UNDEFINED, get)],
    ['set', 2, method(MAPS, 'set', set)],
    ['has', 1, presence(MAPS, tables)],
  ]);
  defineTag(vm, prototype, MAPS.name);
}

function installSets(vm: Machine): void {
  const tables = vm.heap.weakSetLayout('WeakSet table');
  const prototype = vm.intrinsic(SETS.prototype);
  defineConstructor(vm, SETS.name, 0, constructorOf(SETS, tables), prototype);
  const add: Native = (m, fp) => {
    prepare(m, fp, tables, SETS);
    tables.add(toRef(tableOf(m, fp)), toRef(m.words[fp]!));
    return m.words[fp - 1]!;
  };
  defineMethods(vm, prototype, [
    ['delete', 1, removal(SETS, tables)],
    ['has', 1, presence(SETS, tables)],
    ['add', 1, method(SETS, 'add', add)],
  ]);
  defineTag(vm, prototype, SETS.name);
}

function presence(family: Family, tables: Tables): Native {
  return lookup(family, 'has', FALSE, (t, key) => boolWord(tables.has(toRef(t), toRef(key))));
}

function removal(family: Family, tables: Tables): Native {
  return lookup(family, 'delete', FALSE, (t, key) => boolWord(tables.delete(toRef(t), toRef(key))));
}

export function installWeakCollections(vm: Machine): void {
  installMaps(vm);
  installSets(vm);
}
