import { toKey, toObject } from '../../runtime/operations/convert.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import { isCallable, isObject, isString, Kind, kindOf } from '../../runtime/values/layouts.ts';
import { boxedTag } from '../primitives/primitives.ts';
import { get, getProto, hasOwn } from '../../runtime/objects/objects.ts';
import { defineAccessor, getOwn } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import { asciiWord, hostString } from '../../runtime/strings/host.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { arg } from '../../runtime/machine/machine.ts';
import { boolWord, FALSE, isNullish, NULL, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { reserve } from '../arguments.ts';
import { changeProto } from './change-proto.ts';
import type { Getter, Method, Native } from '../table.ts';

const TAGS: Partial<Record<Kind, string>> = {
  [Kind.Array]: 'Array',
  [Kind.Arguments]: 'Arguments',
  [Kind.Function]: 'Function',
  [Kind.NativeFunction]: 'Function',
  [Kind.BoundFunction]: 'Function',
  [Kind.Error]: 'Error',
  [Kind.RegExp]: 'RegExp',
  [Kind.Date]: 'Date',
};

/** What Object.prototype.toString calls an object that has no tag of its own. */
function builtinTag(vm: Memory, obj: Word): string {
  const kind = kindOf(vm.words, obj);
  return kind === Kind.Boxed ? boxedTag(vm, obj) : (TAGS[kind] ?? 'Object');
}

/** `[object Tag]`. May collect. */
export function objectToString(vm: Machine, w: Word): Word {
  if (w === UNDEFINED) return asciiWord(vm, '[object Undefined]');
  if (w === NULL) return asciiWord(vm, '[object Null]');
  const slot = vm.stack.push(toObject(vm, w));
  const plain = builtinTag(vm, vm.words[slot]!);
  const tag = get(vm, vm.words[slot]!, vm.intrinsic(Intrinsic.SymbolToStringTag));
  vm.stack.sp = slot;
  const text = isString(vm.words, tag) ? hostString(vm, tag) : plain;
  return asciiWord(vm, `[object ${text}]`);
}

function hasOwnProperty(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 1);
  words[fp] = toKey(vm, words[fp]!);
  const obj = toObject(vm, words[fp - 1]!);
  return boolWord(hasOwn(vm, obj, words[fp]!));
}

function propertyIsEnumerable(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 1);
  words[fp] = toKey(vm, words[fp]!);
  const own = getOwn(vm, toObject(vm, words[fp - 1]!), words[fp]!);
  return boolWord(own !== undefined && (own.attributes & Attribute.ENUMERABLE) !== 0);
}

function isPrototypeOf(vm: Realm, fp: number, argc: number): Word {
  const { words } = vm;
  const w = arg(vm, fp, argc, 0);
  if (!isObject(words, w)) return FALSE;
  const self = toObject(vm, words[fp - 1]!);
  for (let p = getProto(vm, w); p !== NULL; p = getProto(vm, p)) if (p === self) return TRUE;
  return FALSE;
}

function toLocaleString(vm: Machine, fp: number): Word {
  const f = get(vm, vm.words[fp - 1]!, vm.name(Name.toString));
  return vm.calls.call(f, vm.words[fp - 1]!);
}

function getProtoProperty(vm: Realm, fp: number): Word {
  return getProto(vm, toObject(vm, vm.words[fp - 1]!));
}

function setProtoProperty(vm: Realm, fp: number, argc: number): Word {
  const self = vm.words[fp - 1]!;
  const proto = arg(vm, fp, argc, 0);
  if (isNullish(self)) toObject(vm, self);
  if (!isObject(vm.words, self)) return UNDEFINED;
  if (proto === NULL || isObject(vm.words, proto)) changeProto(vm, self, proto);
  return UNDEFINED;
}

/** The old accessor helpers, which programs of the ES5 age still use. */
function accessorDefiner(isGetter: boolean): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    reserve(vm, fp, argc, 2);
    words[fp - 1] = toObject(vm, words[fp - 1]!);
    if (!isCallable(words, words[fp + 1]!)) {
      const name = isGetter ? '__defineGetter__' : '__defineSetter__';
      vm.throwing.error('TypeError', `Object.prototype.${name}: Expecting function`);
    }
    const key = toKey(vm, words[fp]!);
    const [getter, setter] = isGetter ? [words[fp + 1]!, UNDEFINED] : [UNDEFINED, words[fp + 1]!];
    const attributes = Attribute.ENUMERABLE | Attribute.CONFIGURABLE;
    defineAccessor(vm, words[fp - 1]!, key, getter, setter, attributes);
    return UNDEFINED;
  };
}

export const OBJECT_PROTOTYPE_METHODS: readonly Method[] = [
  ['hasOwnProperty', 1, hasOwnProperty],
  ['isPrototypeOf', 1, isPrototypeOf],
  ['propertyIsEnumerable', 1, propertyIsEnumerable],
  ['toLocaleString', 0, toLocaleString],
  ['toString', 0, (vm, fp) => objectToString(vm, vm.words[fp - 1]!)],
  ['valueOf', 0, (vm, fp) => toObject(vm, vm.words[fp - 1]!)],
  ['__defineGetter__', 2, accessorDefiner(true)],
  ['__defineSetter__', 2, accessorDefiner(false)],
];

export const OBJECT_PROTOTYPE_GETTERS: readonly Getter[] = [
  ['__proto__', getProtoProperty, setProtoProperty],
];
