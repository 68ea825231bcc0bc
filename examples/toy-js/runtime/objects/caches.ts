import { Cache } from './cache-layout.ts';
import { findOwn, Found, getProto } from './find.ts';
import { get } from './get.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { At, isObject, isString } from '../values/layouts.ts';
import { set } from './set.ts';
import { Attribute, Flag, lookup, Info } from './shapes.ts';
import { overflowCapacity } from './storage.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { INTERNAL, isInt, NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** In `Cache.INLINE`: what is at the location is an Accessor. */
const GETTER = -1;

/** `get` of a named property through a cache. May collect. */
export function getCached(vm: Machine, target: Word, key: Word, cache: number): Word {
  const { words } = vm;
  let obj = target;
  if ((target & 7) !== 1 || !isObject(words, target)) {
    if (!isString(words, target)) return get(vm, target, key);
    obj = vm.intrinsic(Intrinsic.StringPrototype);
  }
  const h = obj >>> 2;
  if (words[h + At.SHAPE] === words[cache]) {
    const inline = words[cache + Cache.INLINE]!;
    if (inline > 0) return words[h + inline]!;
    const epoch = words[cache + Cache.EPOCH]!;
    if (epoch === 0 || epoch === vm.epoch) {
      const location = words[cache + Cache.LOCATION]!;
      const holder = words[cache + Cache.HOLDER]!;
      if (holder === UNDEFINED) return UNDEFINED;
      const b = holder === 0 ? h : holder >>> 2;
      const stored =
        location > 0 ? words[b + location]! : words[(words[b + At.OVERFLOW]! >>> 2) - location]!;
      return inline === 0 ? stored : callGetter(vm, stored, target);
    }
  }
  remember(vm, obj, key, cache, obj !== target);
  return get(vm, target, key);
}

/** What the getter of an Accessor gives; it may not have one. */
function callGetter(vm: Machine, accessor: Word, receiver: Word): Word {
  const getter = vm.words[(accessor >>> 2) + At.GETTER]!;
  if (getter === UNDEFINED) return UNDEFINED;
  return vm.calls.invoke(vm.calls.openFrame(getter, receiver, UNDEFINED, 0), 0);
}

/** Offset of a stored property, as LOCATION codes it. */
function locationOf(words: Int32Array, obj: Word, info: number): number {
  const shape = words[(obj >>> 2) + At.SHAPE]!;
  const capacity = words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.CAPACITY;
  const location = info >>> Info.LOCATION_SHIFT;
  return location < capacity ? At.INLINE + location : capacity - location - At.FIRST_OVERFLOW;
}

/** Fills a get cache, if what is found can be cached. */
function remember(vm: Realm, obj: Word, key: Word, cache: number, primitive: boolean): void {
  if (isInt(key)) return;
  const { words } = vm;
  const shape = words[(obj >>> 2) + At.SHAPE]!;
  words[cache] = INTERNAL;
  let holder = obj;
  let info = findOwn(vm, obj, key);
  while (info === Found.NOTHING) {
    holder = getProto(vm, holder);
    if (holder === NULL) break;
    info = findOwn(vm, holder, key);
  }
  if (info >= 0 && (info & Attribute.INTERNAL) !== 0) return;
  const flags = words[(shape >>> 2) + At.SHAPE_FLAGS]!;
  const dictionary = (flags & Flag.DICTIONARY) !== 0;
  // A dictionary that nobody watches may change under the cache's feet.
  if (dictionary && (flags & Flag.WATCHED) === 0) return;
  const location = holder === NULL ? 0 : locationOf(words, holder, info);
  const own = holder === obj && !dictionary && !primitive;
  const isAccessor = info >= 0 && (info & Attribute.ACCESSOR) !== 0;
  words[cache + Cache.INLINE] = isAccessor ? GETTER : own && location > 0 ? location : 0;
  words[cache + Cache.EPOCH] = own ? 0 : vm.epoch;
  // (A holder below here is watched, being a prototype or the watched receiver itself.)
  words[cache + Cache.HOLDER] = holder === NULL ? UNDEFINED : holder === obj ? 0 : holder;
  words[cache + Cache.LOCATION] = location;
  words[cache] = shape;
}

/** `set` of a named property through a cache. May collect. */
export function setCached(
  vm: Machine,
  target: Word,
  key: Word,
  value: Word,
  strict: boolean,
  cache: number,
): void {
  const { words, heap } = vm;
  if (!isObject(words, target)) return set(vm, target, key, value, strict);
  const h = target >>> 2;
  if (words[h + At.SHAPE] === words[cache]) {
    const inline = words[cache + Cache.INLINE]!;
    if (inline > 0) return heap.write(target, inline - 1, value);
    const epoch = words[cache + Cache.EPOCH]!;
    const location = words[cache + Cache.LOCATION]!;
    if (epoch === 0) return heap.write(words[h + At.OVERFLOW]!, -location - 1, value);
    if (epoch === vm.epoch) {
      const next = words[cache + Cache.HOLDER]!;
      if (location > 0) {
        heap.write(target, location - 1, value);
        return heap.write(target, At.SHAPE - 1, next);
      }
      if (-location < At.FIRST_OVERFLOW + overflowCapacity(words, target)) {
        heap.write(words[h + At.OVERFLOW]!, -location - 1, value);
        return heap.write(target, At.SHAPE - 1, next);
      }
    }
  }
  setAndRemember(vm, target, key, value, strict, cache);
}

function setAndRemember(
  vm: Machine,
  target: Word,
  key: Word,
  value: Word,
  strict: boolean,
  cache: number,
): void {
  const { words } = vm;
  if (isInt(key)) return set(vm, target, key, value, strict);
  const before = words[(target >>> 2) + At.SHAPE]!;
  const flags = words[(before >>> 2) + At.SHAPE_FLAGS]!;
  words[cache] = INTERNAL;
  if ((flags & Flag.DICTIONARY) !== 0) return set(vm, target, key, value, strict);
  const info = lookup(vm, before, key);
  if (info >= 0) {
    const how = info & (Attribute.WRITABLE | Attribute.ACCESSOR | Attribute.INTERNAL);
    if (how === Attribute.WRITABLE) {
      const location = locationOf(words, target, info);
      fill(words, cache, before, location > 0 ? location : 0, 0, 0, location);
    }
    return set(vm, target, key, value, strict);
  }
  const at = vm.stack.push(target);
  vm.stack.push(before);
  set(vm, target, key, value, strict);
  vm.stack.sp = at;
  const obj = words[at]!;
  const after = words[(obj >>> 2) + At.SHAPE]!;
  const a = after >>> 2;
  // A transition: no setter and no read-only property of a prototype was in the way.
  if (words[a + At.SHAPE_PARENT] !== words[at + 1] || words[a + At.SHAPE_KEY] !== key) return;
  if ((words[a + At.SHAPE_FLAGS]! & Flag.DICTIONARY) !== 0) return;
  const location = locationOf(words, obj, words[a + At.SHAPE_INFO]!);
  fill(words, cache, words[at + 1]!, 0, vm.epoch, after, location);
}

function fill(
  words: Int32Array,
  cache: number,
  shape: Word,
  inline: number,
  epoch: number,
  holder: Word,
  location: number,
): void {
  words[cache] = shape;
  words[cache + Cache.INLINE] = inline;
  words[cache + Cache.EPOCH] = epoch;
  words[cache + Cache.HOLDER] = holder;
  words[cache + Cache.LOCATION] = location;
}
