import { toBoolean, toKey } from '../../runtime/operations/convert.ts';
import { describeCallee } from '../../runtime/calls/errors.ts';
import { keyText } from '../../runtime/strings/key-text.ts';
import { Name } from '../../runtime/values/intrinsics.ts';
import { isCallable, isObject } from '../../runtime/values/layouts.ts';
import { get, has, newObject } from '../../runtime/objects/objects.ts';
import {
  defineData,
  defineProperty,
  getOwn,
  Keys,
  ownKeys,
} from '../../runtime/objects/properties.ts';
import type { PropertyDescription } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { boolWord, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { itemAt, lengthAt } from '../array/access.ts';
import { reserve } from '../arguments.ts';
import type { Method } from '../table.ts';

/** Fields of a descriptor that are true or false. */
const FLAGS = [
  [Name.writable, Attribute.WRITABLE],
  [Name.enumerable, Attribute.ENUMERABLE],
  [Name.configurable, Attribute.CONFIGURABLE],
] as const;

/** An own property as the guest's descriptor object; UNDEFINED if there is none. May collect. */
export function descriptorOf(vm: Realm, slot: number, key: Word): Word {
  const own = getOwn(vm, vm.words[slot]!, key);
  if (own === undefined) return UNDEFINED;
  const { attributes, isAccessor } = own;
  // Nothing collects here: a new object of four properties is small.
  const d = newObject(vm, 4);
  const put = (name: Name, value: Word): void =>
    defineData(vm, d, vm.name(name), value, Attribute.DEFAULT);
  if (isAccessor) {
    put(Name.get, own.getter);
    put(Name.set, own.setter);
  } else {
    put(Name.value, own.value);
    put(Name.writable, boolWord((attributes & Attribute.WRITABLE) !== 0));
  }
  put(Name.enumerable, boolWord((attributes & Attribute.ENUMERABLE) !== 0));
  put(Name.configurable, boolWord((attributes & Attribute.CONFIGURABLE) !== 0));
  return d;
}

/** Defines `key` (at words[slot + 1]) of words[slot] by the descriptor at words[slot + 2]. */
function defineFrom(vm: Machine, slot: number): void {
  const { words } = vm;
  const source = slot + 2;
  if (!isObject(words, words[source]!)) {
    const what = describeCallee(vm, words[source]!).replace(/^"|"$/g, '');
    vm.throwing.error('TypeError', `Property description must be an object: ${what}`);
  }
  const field = (name: Name): number | undefined => {
    if (!has(vm, words[source]!, vm.name(name))) return undefined;
    return vm.stack.push(get(vm, words[source]!, vm.name(name)));
  };
  const top = vm.stack.sp;
  const flags = FLAGS.map(([name]) => {
    const at = field(name);
    return at === undefined ? undefined : toBoolean(vm, words[at]!);
  });
  const value = field(Name.value);
  const getter = field(Name.get);
  const setter = field(Name.set);
  checkAccessor(vm, getter, 'Getter');
  checkAccessor(vm, setter, 'Setter');
  const accessor = getter !== undefined || setter !== undefined;
  if (accessor && (value !== undefined || flags[0] !== undefined)) {
    vm.throwing.error(
      'TypeError',
      `Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, ${describeCallee(vm, words[source]!)}`,
    );
  }
  const d: PropertyDescription = {
    ...(value === undefined ? {} : { value: words[value]! }),
    ...(getter === undefined ? {} : { getter: words[getter]! }),
    ...(setter === undefined ? {} : { setter: words[setter]! }),
    ...(flags[0] === undefined ? {} : { writable: flags[0] }),
    ...(flags[1] === undefined ? {} : { enumerable: flags[1] }),
    ...(flags[2] === undefined ? {} : { configurable: flags[2] }),
  };
  const key = words[slot + 1]!;
  const isNew = getOwn(vm, words[slot]!, key) === undefined;
  if (!defineProperty(vm, words[slot]!, key, d)) {
    const name = keyText(vm, words[slot + 1]!);
    const message = isNew
      ? `Cannot define property ${name}, object is not extensible`
      : `Cannot redefine property: ${name}`;
    vm.throwing.error('TypeError', message);
  }
  vm.stack.sp = top;
}

function checkAccessor(vm: Realm, slot: number | undefined, what: string): void {
  if (slot === undefined) return;
  const w = vm.words[slot]!;
  if (w === UNDEFINED || isCallable(vm.words, w)) return;
  vm.throwing.error('TypeError', `${what} must be a function: ${describeCallee(vm, w)}`);
}

function requireObject(vm: Realm, w: Word, method: string): void {
  if (!isObject(vm.words, w))
    vm.throwing.error('TypeError', `Object.${method} called on non-object`);
}

/** defineProperty: fp the object, fp + 1 the key, fp + 2 the descriptor. */
function defineOne(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 3);
  requireObject(vm, words[fp]!, 'defineProperty');
  words[fp + 1] = toKey(vm, words[fp + 1]!);
  defineFrom(vm, fp);
  return words[fp]!;
}

function defineMany(vm: Machine, fp: number, argc: number): Word {
  reserve(vm, fp, argc, 2);
  requireObject(vm, vm.words[fp]!, 'defineProperties');
  defineAll(vm, fp, fp + 1);
  return vm.words[fp]!;
}

/** Defines what the object at `words[source]` describes on that at `words[target]`. */
export function defineAll(vm: Machine, target: number, source: number): void {
  const { words } = vm;
  const list = vm.stack.push(
    ownKeys(vm, words[source]!, Keys.STRINGS | Keys.SYMBOLS | Keys.ENUMERABLE),
  );
  const slot = vm.stack.push(words[target]!);
  vm.stack.push(UNDEFINED);
  vm.stack.push(UNDEFINED);
  const count = lengthAt(vm, list);
  for (let i = 0; i < count; i++) {
    words[slot + 1] = toKey(vm, itemAt(vm, list, i));
    words[slot + 2] = get(vm, words[source]!, words[slot + 1]!);
    defineFrom(vm, slot);
  }
  vm.stack.sp = list;
}

export const DESCRIPTOR_METHODS: readonly Method[] = [
  ['defineProperty', 3, defineOne],
  ['defineProperties', 2, defineMany],
];
