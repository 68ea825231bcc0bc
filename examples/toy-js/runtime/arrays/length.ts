import {
  elementCapacity,
  elementStart,
  fillHoles,
  lengthIsWritable,
  newElements,
} from './elements.ts';
import { indexOfKey } from '../strings/intern.ts';
import { At } from '../values/layouts.ts';
import { Attribute, Flag } from '../objects/shapes.ts';
import { forEachProperty, removeProperty } from '../objects/storage.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import type { Word } from '../values/words.ts';

/** Element storage below this is not worth giving back. */
const SMALL_CAPACITY = 64;

/** An array's length, 0 … 2³² − 1. */
export function arrayLength(vm: Memory, array: Word): number {
  return vm.words[(array >>> 2) + At.ARRAY_LENGTH]! >>> 0;
}

/**
 * Sets an array's length and drops the elements past it; false when the length is read-only or
 * an element would not go (then the length is as small as it could be made). Does not collect.
 */
export function setArrayLength(vm: Realm, array: Word, length: number): boolean {
  const { words } = vm;
  const h = array >>> 2;
  const old = words[h + At.ARRAY_LENGTH]! >>> 0;
  if (length === old) return true;
  if (!lengthIsWritable(vm, array)) return false;
  if (length < old) {
    const flags = words[(words[h + At.SHAPE]! >>> 2) + At.SHAPE_FLAGS]!;
    const kept = (flags & Flag.DICTIONARY) === 0 ? length : truncateSparse(vm, array, length);
    truncateElements(vm, array, kept, old);
    words[h + At.ARRAY_LENGTH] = kept;
    return kept === length;
  }
  words[h + At.ARRAY_LENGTH] = length;
  return true;
}

function truncateElements(vm: Realm, array: Word, length: number, old: number): void {
  const { words, heap } = vm;
  const capacity = elementCapacity(words, array);
  if (length >= capacity) return;
  vm.fuel.chargeUnits(Math.min(old, capacity));
  if (length === 0 && capacity > SMALL_CAPACITY) {
    heap.write(array, At.ELEMENTS - 1, 0);
    return;
  }
  const start = elementStart(words, array);
  if (capacity > SMALL_CAPACITY && length < capacity >> 2) {
    const fresh = newElements(vm, length + (length >> 1));
    const to = (fresh >>> 2) + At.FIRST_ELEMENT;
    words.copyWithin(to, start, start + length);
    heap.write(array, At.ELEMENTS - 1, fresh);
    return;
  }
  // Past the old length there were holes already: popping must not cost the capacity.
  fillHoles(words, start + length, start + Math.min(old, capacity));
}

/** Deletes index properties ≥ length from the last down, until one refuses; returns where. */
function truncateSparse(vm: Realm, array: Word, length: number): number {
  const doomed: { key: Word; index: number; info: number }[] = [];
  forEachProperty(vm, array, (key, info) => {
    const index = indexOfKey(vm, key);
    if (index >= length) doomed.push({ key, index, info });
  });
  doomed.sort((a, b) => b.index - a.index);
  for (const { key, index, info } of doomed) {
    if ((info & Attribute.CONFIGURABLE) === 0) return index + 1;
    removeProperty(vm, array, key, info);
  }
  return length;
}
