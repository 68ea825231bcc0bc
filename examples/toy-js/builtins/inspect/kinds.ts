import { arrayLength } from '../../runtime/arrays/arrays.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import { Name } from '../../runtime/values/intrinsics.ts';
import { At, isString, Kind, kindOf } from '../../runtime/values/layouts.ts';
import { isCallable } from '../../runtime/values/layouts.ts';
import { hasOwn } from '../../runtime/objects/objects.ts';
import { getOwn } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import type { Memory, Realm } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import { timeOf } from '../date.ts';
import type { Description } from './inspect.ts';
import { arrayEntries, iteratorEntries, mapEntries, setEntries } from './entries.ts';
import { errorText } from './errors.ts';
import { functionBase, prefix } from './names.ts';
import { primitiveText } from './primitives.ts';
import { preview } from './preview.ts';
import { boxedTag, unboxed } from '../primitives/primitives.ts';
import { literalSource } from '../regexp/source.ts';

/** An object that shows nothing but its own properties. */
function plain(base: string, open: string, empty: string): Description {
  return {
    base,
    open,
    close: '}',
    empty,
    isArray: false,
    hidden: [],
    skipIndices: false,
    skip: [],
  };
}

/** Something that has a text of its own, which properties follow in braces if there are any. */
function withBase(base: string): Description {
  return plain(base, '{', base);
}

/** How an object of each kind is shown. Does not collect. */
export function describe(
  vm: Realm,
  w: Word,
  constructor: string | null,
  tag: string,
  indentation: number,
): Description {
  const { words } = vm;
  if (isCallable(words, w)) return withBase(functionBase(vm, w, constructor, tag));
  switch (kindOf(words, w)) {
    case Kind.Array:
      return describeArray(vm, w, constructor, tag);
    case Kind.Map:
    case Kind.Set:
      return describeCollection(vm, w, constructor, tag);
    case Kind.WeakMap:
    case Kind.WeakSet:
      return describeWeak(vm, w, constructor, tag);
    case Kind.Iterator:
      return describeIterator(vm, w, constructor, tag);
    case Kind.Error:
      return describeError(vm, w, constructor, indentation);
    case Kind.Arguments:
      return plain('', '[Arguments] {', '[Arguments] {}');
    case Kind.RegExp:
      return withBase(named(constructor, 'RegExp', tag) + regexpText(vm, w));
    case Kind.Date:
      return withBase(named(constructor, 'Date', tag) + dateText(timeOf(vm, w)));
    case Kind.Boxed:
      return describeBoxed(vm, w, constructor);
    default: {
      if (constructor === 'Object' && tag === '') return plain('', '{', '{}');
      const before = prefix(constructor, tag, 'Object');
      return plain('', `${before}{`, `${before}{}`);
    }
  }
}

/** `Sub ` for what is of a subclass of the usual constructor. */
function named(constructor: string | null, usual: string, tag: string): string {
  return constructor === usual ? '' : prefix(constructor, tag, usual);
}

function describeArray(vm: Memory, w: Word, constructor: string | null, tag: string): Description {
  const length = arrayLength(vm, w);
  const usual = constructor === 'Array' && tag === '';
  const before = usual ? '' : prefix(constructor, tag, 'Array', `(${length})`);
  const d = { ...plain('', `${before}[`, `${before}[]`), close: ']', isArray: true };
  if (length === 0) return d;
  return { ...d, entries: (inspector, level) => arrayEntries(inspector, w, level) };
}

function describeCollection(
  vm: Memory,
  w: Word,
  constructor: string | null,
  tag: string,
): Description {
  const isMap = kindOf(vm.words, w) === Kind.Map;
  const size = vm.words[(w >>> 2) + At.COLLECTION_SIZE]!;
  const before = prefix(constructor, tag, isMap ? 'Map' : 'Set', `(${size})`);
  const d = plain('', `${before}{`, `${before}{}`);
  if (size === 0) return d;
  const list = isMap ? mapEntries : setEntries;
  return { ...d, entries: (inspector, level) => list(inspector, w, level) };
}

/** Of what is held weakly nobody may see what is left. */
function describeWeak(vm: Memory, w: Word, constructor: string | null, tag: string): Description {
  const before = prefix(
    constructor,
    tag,
    kindOf(vm.words, w) === Kind.WeakMap ? 'WeakMap' : 'WeakSet',
  );
  return { ...plain('', `${before}{`, `${before}{}`), entries: () => ['<items unknown>'] };
}

function describeIterator(
  vm: Realm,
  w: Word,
  constructor: string | null,
  tag: string,
): Description {
  const listed = iteratorEntries(vm, w);
  if (listed === undefined) {
    const before = prefix(constructor, tag, 'Object');
    return plain('', `${before}{`, `${before}{}`);
  }
  const d = plain('', `[${listed.name}] {`, `[${listed.name}] {  }`);
  return { ...d, entries: listed.entries };
}

function describeError(
  vm: Realm,
  w: Word,
  constructor: string | null,
  indentation: number,
): Description {
  const text = errorText(vm, w, constructor);
  const margin = ' '.repeat(indentation);
  const base = indentation === 0 ? text.shown : text.shown.replaceAll('\n', `\n${margin}`);
  const hidden: Word[] = [];
  for (const key of [vm.name(Name.cause), internHost(vm, 'errors')]) {
    const own = hasOwn(vm, w, key) ? getOwn(vm, w, key) : undefined;
    if (own !== undefined && (own.attributes & Attribute.ENUMERABLE) === 0) hidden.push(key);
  }
  return { ...withBase(base), hidden, skip: text.told };
}

function describeBoxed(vm: Realm, w: Word, constructor: string | null): Description {
  const type = boxedTag(vm, w);
  const value = unboxed(vm, w);
  const sub =
    constructor === type ? '' : constructor === null ? ' (null prototype)' : ` (${constructor})`;
  const base = `[${type}${sub}: ${primitiveText(vm, value, 0)}]`;
  return { ...withBase(base), skipIndices: isString(vm.words, value) };
}

function regexpText(vm: Realm, w: Word): string {
  const h = w >>> 2;
  const source = preview(vm, vm.words[h + At.REGEXP_SOURCE]!);
  const flags = preview(vm, vm.words[h + At.REGEXP_FLAGS]!);
  return `/${literalSource(source)}/${[...flags].sort().join('')}`;
}

function dateText(time: number): string {
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
}
