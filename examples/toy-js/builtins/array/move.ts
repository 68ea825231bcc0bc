import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, isObject } from '../../runtime/values/layouts.ts';
import { get } from '../../runtime/objects/objects.ts';
import { toBoolean } from '../../runtime/operations/convert.ts';
import { elementCapacity, growElements, writeElement } from '../../runtime/arrays/elements.ts';
import { Flag, flagsOf } from '../../runtime/objects/shapes.ts';
import type { Machine, Memory } from '../../runtime/machine/machine.ts';
import { HOLE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import {
  PresentIndices,
  deleteAt,
  denseAt,
  getAt,
  isArrayAt,
  isPlainArray,
  lengthAt,
  presentAt,
  setAt,
  setLengthAt,
  thisObject,
} from './access.ts';
import { closeResult, plainResult, putResult, speciesArray } from './results.ts';
import { integerAt, relativeAt, reserve } from '../arguments.ts';
import type { Method } from '../table.ts';

/* The methods that move whole ranges of elements. The array-like is at fp − 1. */

/**
 * True if elements below `end` are storage that may be copied as it is: those of an array whose
 * prototypes have no indices. Elements with attributes of their own are not stored there.
 */
function isDense(vm: Machine, slot: number, end: number): boolean {
  if (!isPlainArray(vm, slot)) return false;
  const { words } = vm;
  const h = words[slot]! >>> 2;
  if ((flagsOf(words, words[h + At.SHAPE]!) & (Flag.NOT_EXTENSIBLE | Flag.INDEXED)) !== 0) {
    return false;
  }
  const capacity = words[(words[h + At.ELEMENTS]! >>> 2) + At.CAPACITY]! >> 1;
  return end <= capacity && end <= lengthAt(vm, slot);
}

function firstElement(vm: Memory, slot: number): number {
  return (vm.words[(vm.words[slot]! >>> 2) + At.ELEMENTS]! >>> 2) + At.FIRST_ELEMENT;
}

/** Moves `count` elements, absent ones too; the ranges may overlap. May collect. */
export function move(vm: Machine, slot: number, from: number, to: number, count: number): void {
  if (from === to || count <= 0) return;
  if (isDense(vm, slot, Math.max(from, to) + count)) {
    // Within one object: nothing becomes reachable from it that was not before.
    const base = firstElement(vm, slot);
    vm.fuel.chargeUnits(count);
    vm.words.copyWithin(base + to, base + from, base + from + count);
    return;
  }
  if (from > to) return moveDown(vm, slot, from, to, count);
  const indices = new PresentIndices(vm, slot, from + count);
  let last = from + count - 1;
  for (let i = indices.previous(last); ; i = indices.previous(i - 1)) {
    // What is absent above i leaves its target absent.
    deleteRange(vm, slot, Math.max(i + 1, from) + to - from, last + 1 + to - from);
    if (i < from) return;
    setAt(vm, slot, i + to - from, getAt(vm, slot, i));
    last = i - 1;
  }
}

function moveDown(vm: Machine, slot: number, from: number, to: number, count: number): void {
  const end = from + count;
  let next = from;
  while (next < end) {
    const indices = new PresentIndices(vm, slot, end);
    const i = indices.next(next);
    deleteRange(vm, slot, next + to - from, i + to - from);
    if (i >= end) return;
    setAt(vm, slot, i + to - from, getAt(vm, slot, i));
    next = i + 1;
  }
}

/** Deletes the properties with an index in [from, to). May collect. */
function deleteRange(vm: Machine, slot: number, from: number, to: number): void {
  const indices = new PresentIndices(vm, slot, to);
  for (let i = indices.next(from); i < to; i = indices.next(i + 1)) deleteAt(vm, slot, i);
}

/** slice: slots fp + 2 the result. */
function slice(vm: Machine, fp: number, argc: number): Word {
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 3);
  const from = relativeAt(vm, fp, length, 0);
  const to = relativeAt(vm, fp + 1, length, length);
  copyOut(vm, fp - 1, fp + 2, from, Math.max(0, to - from));
  return vm.words[fp + 2]!;
}

/** Puts `count` elements from `from` on into a new array at `words[out]`. May collect. */
function copyOut(vm: Machine, slot: number, out: number, from: number, count: number): void {
  const { words } = vm;
  const plain = speciesArray(vm, slot, out, count);
  if (plain && isDense(vm, slot, from + count)) {
    plainResult(vm, out, count);
    vm.fuel.chargeUnits(count);
    // The new array's elements were not seen by anybody: words may be copied as they are.
    const source = firstElement(vm, slot) + from;
    words.copyWithin(firstElement(vm, out), source, source + count);
    return;
  }
  const indices = new PresentIndices(vm, slot, from + count);
  for (let i = indices.next(from); i < from + count; i = indices.next(i + 1)) {
    putResult(vm, out, i - from, getAt(vm, slot, i), plain);
  }
  setLengthAt(vm, out, count);
}

/** splice: arguments stay in place; the removed elements' array is pushed above them. */
function splice(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 2);
  const start = relativeAt(vm, fp, length, 0);
  let removed = argc === 0 ? 0 : length - start;
  if (argc > 1) removed = Math.min(Math.max(integerAt(vm, fp + 1, 0), 0), length - start);
  const inserted = Math.max(argc - 2, 0);
  if (length + inserted - removed > Number.MAX_SAFE_INTEGER) {
    vm.throwing.error('TypeError', 'Array length exceeds the largest safe integer');
  }
  const out = vm.stack.push(UNDEFINED);
  copyOut(vm, fp - 1, out, start, removed);
  const after = length - start - removed;
  if (inserted > removed && after > 0 && isPlainArray(vm, fp - 1)) {
    setAt(vm, fp - 1, length + inserted - removed - 1, UNDEFINED);
  }
  move(vm, fp - 1, start + removed, start + inserted, after);
  if (!isArrayAt(vm, fp - 1)) {
    deleteRange(vm, fp - 1, length + inserted - removed, length);
  }
  for (let i = 0; i < inserted; i++) setAt(vm, fp - 1, start + i, words[fp + 2 + i]!);
  setLengthAt(vm, fp - 1, length + inserted - removed);
  return words[out]!;
}

/** IsConcatSpreadable; the symbol of that name is `Symbol.isConcatSpreadable`. May collect. */
function isSpreadable(vm: Machine, slot: number): boolean {
  const { words } = vm;
  if (!isObject(words, words[slot]!)) return false;
  const flag = get(vm, words[slot]!, vm.intrinsic(Intrinsic.SymbolIsConcatSpreadable));
  return flag === UNDEFINED ? isArrayAt(vm, slot) : toBoolean(vm, flag);
}

function concat(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const out = vm.stack.push(UNDEFINED);
  const plain = speciesArray(vm, fp - 1, out, 0);
  let length = 0;
  for (let item = fp - 1; item < fp + argc; item++) {
    if (!isSpreadable(vm, item)) {
      putResult(vm, out, length++, words[item]!, plain);
      continue;
    }
    const count = lengthAt(vm, item);
    if (length + count > Number.MAX_SAFE_INTEGER) {
      vm.throwing.error('TypeError', 'Array length exceeds the largest safe integer');
    }
    if (plain && count > 1 && isDense(vm, item, count)) appendDense(vm, out, item, length, count);
    else {
      const indices = new PresentIndices(vm, item, count);
      for (let i = indices.next(0); i < count; i = indices.next(i + 1)) {
        putResult(vm, out, length + i, getAt(vm, item, i), plain);
      }
    }
    length += count;
    if (length > 0xffffffff) vm.throwing.error('RangeError', 'Invalid array length');
  }
  return closeResult(vm, out, length);
}

/** Copies dense elements behind the `length` ones of the plain array at `words[out]`. */
function appendDense(vm: Machine, out: number, item: number, length: number, count: number): void {
  const { words } = vm;
  words[out] = growElements(vm, words[out]!, length + count);
  for (let i = 0; i < count; i++) {
    const value = denseAt(vm, item, i);
    if (value !== HOLE) putResult(vm, out, length + i, value, true);
  }
}

function reverse(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 2);
  if (isDense(vm, fp - 1, length)) {
    const base = firstElement(vm, fp - 1);
    vm.fuel.chargeUnits(length);
    words.subarray(base, base + length).reverse();
    return words[fp - 1]!;
  }
  // Pairs of absent elements stay as they are: only pairs with a present one are swapped.
  const indices = new PresentIndices(vm, fp - 1, length);
  const half = Math.floor(length / 2);
  const low = indices.listOf(0, half);
  const high = indices.listOf(length - half, length).map((i) => length - 1 - i);
  const pairs = low.concat(high).sort((a, b) => a - b);
  for (const [k, lower] of pairs.entries()) {
    if (k > 0 && lower === pairs[k - 1]) continue;
    words[fp] = presentAt(vm, fp - 1, lower);
    words[fp + 1] = presentAt(vm, fp - 1, length - 1 - lower);
    swapIn(vm, fp, lower, fp + 1);
    swapIn(vm, fp, length - 1 - lower, fp);
  }
  return words[fp - 1]!;
}

function swapIn(vm: Machine, fp: number, index: number, slot: number): void {
  if (vm.words[slot] === HOLE) deleteAt(vm, fp - 1, index);
  else setAt(vm, fp - 1, index, vm.words[slot]!);
}

function copyWithin(vm: Machine, fp: number, argc: number): Word {
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 3);
  const to = relativeAt(vm, fp, length, 0);
  const from = relativeAt(vm, fp + 1, length, 0);
  const end = relativeAt(vm, fp + 2, length, length);
  move(vm, fp - 1, from, to, Math.min(end - from, length - to));
  return vm.words[fp - 1]!;
}

function fill(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  thisObject(vm, fp);
  const length = lengthAt(vm, fp - 1);
  reserve(vm, fp, argc, 3);
  const from = relativeAt(vm, fp + 1, length, 0);
  const to = relativeAt(vm, fp + 2, length, length);
  if (to > from && isPlainArray(vm, fp - 1)) {
    // All the room at once: what cannot be had fails before it is filled.
    if (from <= elementCapacity(words, words[fp - 1]!)) growElements(vm, words[fp - 1]!, to, true);
    if (isDense(vm, fp - 1, to)) {
      vm.fuel.charge(to - from);
      for (let i = from; i < to; i++) writeElement(vm, words[fp - 1]!, i, words[fp]!);
      return words[fp - 1]!;
    }
  }
  for (let i = from; i < to; i++) {
    setAt(vm, fp - 1, i, words[fp]!);
  }
  return words[fp - 1]!;
}

export const ARRAY_MOVE_METHODS: readonly Method[] = [
  ['slice', 2, slice],
  ['splice', 2, splice],
  ['concat', 1, concat],
  ['reverse', 0, reverse],
  ['copyWithin', 2, copyWithin],
  ['fill', 1, fill],
];
