import { setArrayLength } from '../../runtime/arrays/arrays.ts';
import { numberWord, toLength, toObject } from '../../runtime/operations/convert.ts';
import { functionText } from '../../runtime/calls/errors.ts';
import { keyOfIndex } from '../../runtime/strings/intern.ts';
import { ownIndexes } from '../../runtime/objects/keys.ts';
import { Name } from '../../runtime/values/intrinsics.ts';
import { At, Kind, kindOf } from '../../runtime/values/layouts.ts';
import { deleteProperty, get, has, set } from '../../runtime/objects/objects.ts';
import { Flag, flagsOf } from '../../runtime/objects/shapes.ts';
import { tableLive } from '../../runtime/objects/property-table.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { HOLE, intOf, isInt, isNullish } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';

/** Indices beyond the dense elements that are tried one by one before keys are listed. */
const GAP = 64;
const MAX_SAFE_LENGTH = Number.MAX_SAFE_INTEGER;

/** `this` as an object, kept at fp − 1 from here on. May collect. */
export function thisObject(vm: Realm, fp: number): Word {
  if (isNullish(vm.words[fp - 1]!)) {
    const method = functionText(vm, vm.words[fp - 2]!);
    vm.throwing.error('TypeError', `Array.prototype.${method} called on null or undefined`);
  }
  const w = toObject(vm, vm.words[fp - 1]!);
  vm.words[fp - 1] = w;
  return w;
}

export function isArrayAt(vm: Memory, slot: number): boolean {
  return ((vm.words[vm.words[slot]! >>> 2]! >>> 10) & 0xfff) === Kind.Array;
}

/** LengthOfArrayLike of the object at `words[slot]`. May collect unless it is an array. */
export function lengthAt(vm: Machine, slot: number): number {
  const { words } = vm;
  const object = words[slot]!;
  if (isArrayAt(vm, slot)) return words[(object >>> 2) + At.ARRAY_LENGTH]! >>> 0;
  const length = get(vm, object, vm.name(Name.length));
  return isInt(length) ? Math.max(intOf(length), 0) : toLength(vm, length);
}

/** Sets `length` as a strict assignment does. May collect. */
export function setLengthAt(vm: Machine, slot: number, length: number): void {
  if (isArrayAt(vm, slot) && length <= 0xffffffff) {
    if (setArrayLength(vm, vm.words[slot]!, length)) return;
    vm.throwing.error(
      'TypeError',
      "Cannot assign to read only property 'length' of object '[object Array]'",
    );
  } else {
    if (length > MAX_SAFE_LENGTH) {
      vm.throwing.error('TypeError', `Pushing elements past the largest safe integer`);
    }
    set(vm, vm.words[slot]!, vm.name(Name.length), numberWord(vm, length), true);
  }
}

/**
 * The element itself when it is dense, else HOLE: ask `getAt`. Charges nothing: a loop around
 * it calls back, or charges what it visits. Never collects.
 */
export function denseAt(vm: Memory, slot: number, index: number): Word {
  const { words } = vm;
  const elements = words[(words[slot]! >>> 2) + At.ELEMENTS]! >>> 2;
  if (index >= words[elements + At.CAPACITY]! >> 1) return HOLE;
  return words[elements + At.FIRST_ELEMENT + index]!;
}

/** Element `index` of a list that the host made, as of `ownKeys`; charged. Never collects. */
export function itemAt(vm: Realm, slot: number, index: number): Word {
  vm.fuel.charge(1);
  return denseAt(vm, slot, index);
}

/** Property `index` of the object at `words[slot]`; charged. May collect. */
export function getAt(vm: Machine, slot: number, index: number): Word {
  vm.fuel.charge(1);
  const w = denseAt(vm, slot, index);
  return w === HOLE ? get(vm, vm.words[slot]!, keyOfIndex(vm, index)) : w;
}

/** Property `index`, HOLE if neither the object nor a prototype has it; charged. May collect. */
export function presentAt(vm: Machine, slot: number, index: number): Word {
  return hasAt(vm, slot, index) ? getAt(vm, slot, index) : HOLE;
}

/** Whether the object or a prototype has property `index`; charged. */
function hasAt(vm: Realm, slot: number, index: number): boolean {
  vm.fuel.charge(1);
  return denseAt(vm, slot, index) !== HOLE || has(vm, vm.words[slot]!, keyOfIndex(vm, index));
}

/** A strict assignment to property `index`; charged. May collect. */
export function setAt(vm: Machine, slot: number, index: number, value: Word): void {
  vm.fuel.charge(1);
  if (index <= 0x3fffffff) {
    set(vm, vm.words[slot]!, index << 1, value, true);
    return;
  }
  const at = vm.stack.push(value);
  const key = keyOfIndex(vm, index);
  set(vm, vm.words[slot]!, key, vm.words[at]!, true);
  vm.stack.sp = at;
}

/** Deletes property `index`; throws if it cannot be; charged. May collect. */
export function deleteAt(vm: Realm, slot: number, index: number): void {
  vm.fuel.charge(1);
  deleteProperty(vm, vm.words[slot]!, keyOfIndex(vm, index), true);
}

/** True when an absent element of the object at `words[slot]` is surely undefined. */
export function isPlainArray(vm: Realm, slot: number): boolean {
  return isArrayAt(vm, slot) && !vm.indexedPrototypes;
}

/**
 * Walks the indices of an array-like that exist, upwards, without trying the billions that a
 * sparse one may lack: beyond the dense elements it goes by a list of own keys, made
 * again when properties came or went. Objects with index properties in their prototypes
 * are walked index by index, on the guest's fuel.
 */
export class PresentIndices {
  private keys: number[] | undefined;
  private count = 0;

  constructor(
    private readonly vm: Machine,
    private readonly slot: number,
    private readonly length: number,
  ) {}

  /** Smallest present index ≥ `from`, or `length`. May collect. */
  next(from: number): number {
    const { vm, slot, length } = this;
    const dense = Math.min(length, this.denseEnd());
    for (let i = from; i < dense; i++)
      if (denseAt(vm, slot, i) !== HOLE || hasAt(vm, slot, i)) return i;
    from = Math.max(from, dense);
    if (from >= length) return length;
    if (length - from <= GAP || !this.isOrdinary()) return this.stepwise(from);
    const keys = this.sparseKeys();
    for (let k = firstAtLeast(keys, from); k < keys.length && keys[k]! < length; k++) {
      if (hasAt(vm, slot, keys[k]!)) return keys[k]!;
    }
    return length;
  }

  /** Largest present index ≤ `from`, or −1. May collect. */
  previous(from: number): number {
    const { vm, slot } = this;
    const dense = this.denseEnd();
    if (from >= dense) {
      if (from - dense <= GAP || !this.isOrdinary()) {
        for (; from >= dense; from--) {
          if (hasAt(vm, slot, from)) return from;
        }
      } else {
        const keys = this.sparseKeys();
        for (let k = firstAtLeast(keys, from + 1) - 1; k >= 0 && keys[k]! >= dense; k--) {
          if (hasAt(vm, slot, keys[k]!)) return keys[k]!;
        }
      }
    }
    for (let i = Math.min(from, dense - 1); i >= 0; i--) {
      if (denseAt(vm, slot, i) !== HOLE || hasAt(vm, slot, i)) return i;
    }
    return -1;
  }

  /** All present indices in [from, to). May collect. */
  listOf(from: number, to: number): number[] {
    const list: number[] = [];
    for (let i = this.next(from); i < to; i = this.next(i + 1)) list.push(i);
    return list;
  }

  private stepwise(from: number): number {
    const { vm, slot, length } = this;
    for (let i = from; i < length; i++) if (hasAt(vm, slot, i)) return i;
    return length;
  }

  private denseEnd(): number {
    const { words } = this.vm;
    const elements = words[(words[this.slot]! >>> 2) + At.ELEMENTS]! >>> 2;
    return words[elements + At.CAPACITY]! >> 1;
  }

  /** True if only own properties can be present: no prototype has an index. */
  private isOrdinary(): boolean {
    const { vm, slot } = this;
    if (vm.indexedPrototypes) return false;
    const kind = kindOf(vm.words, vm.words[slot]!);
    return kind === Kind.Array || kind === Kind.Object;
  }

  private sparseKeys(): number[] {
    const { vm, slot } = this;
    const { words } = vm;
    const shape = words[(words[slot]! >>> 2) + At.SHAPE]!;
    if ((flagsOf(words, shape) & Flag.DICTIONARY) === 0) return [];
    const count = tableLive(words, words[(shape >>> 2) + At.SHAPE_TABLE]!);
    if (this.keys !== undefined && count <= this.count) return this.keys;
    this.keys = ownIndexes(vm, words[slot]!);
    this.count = count;
    return this.keys;
  }
}

/** Position of the first of the ascending `keys` that is not below `bound`. */
function firstAtLeast(keys: readonly number[], bound: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
