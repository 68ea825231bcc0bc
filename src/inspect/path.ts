// The way from a root to an object, for the one who looks for a fault: a walk in breadth, which
// finds a shortest one. It runs when something is wrong already, so it believes nothing: what does
// not look like an object leads nowhere.

import { MAX_RUN_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { TRACE_ALL } from '../object/header.ts';
import { layoutOf, sizeOf } from '../object/header-word.ts';
import { isRef } from '../object/slot.ts';
import {
  ARENA_BYTES,
  BIT_SHIFT,
  LARGE_BYTES,
  LARGE_PREFIX_BYTES,
  MAP_INDEX_SHIFT,
} from '../arena/geometry.ts';
import { hex, nameOfRoot, nameOfSlot, type RootRange } from './names.ts';
import type { VerifierParts } from './parts.ts';

const ARENA_WORDS = ARENA_BYTES / 4;
/** Bytes of the heap whose granules have their bits in one word. */
const BYTES_PER_WORD = 1 << MAP_INDEX_SHIFT;
const FIRST_LENGTH = 1024;
/** Longer ways are told by so many steps of each end. */
const END_STEPS = 6;

/** Numbers in the order in which they came, in a typed array that grows. */
class NumberList {
  length = 0;
  private numbers = new Int32Array(FIRST_LENGTH);

  at(index: number): number {
    return this.numbers[index]!;
  }

  push(number: number): void {
    if (this.length === this.numbers.length) {
      const longer = new Int32Array(this.length * 2);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.length++] = number;
  }
}

class PathFinder {
  private readonly words: Int32Array;
  private readonly met: Int32Array;
  /** Words that refer to what was met, in breadth: a root's, or a slot's. */
  private readonly slots = new NumberList();
  /** Of each of those, which of them leads to the object that it is a slot of; -1 for a root. */
  private readonly holders = new NumberList();

  constructor(
    private readonly parts: VerifierParts,
    private readonly roots: readonly RootRange[],
  ) {
    const { space } = parts.pages;
    this.words = space.words;
    this.met = new Int32Array(space.reserved / BYTES_PER_WORD);
  }

  find(address: number): string[] {
    const target = (address + 1) | 0;
    for (const { start, end } of this.roots) {
      const found = this.meet(start, end, -1, target);
      if (found >= 0) return this.tell(found);
    }
    for (let holder = 0; holder < this.slots.length; holder++) {
      const at = this.words[this.slots.at(holder)]! >>> 2;
      const found = this.meet(at + 1, this.endOf(at), holder, target);
      if (found >= 0) return this.tell(found);
    }
    return [];
  }

  /** Notes what the words refer to; which of the notes refers to the target, -1 if none. */
  private meet(start: number, end: number, holder: number, target: number): number {
    const { words, met } = this;
    for (let slot = start; slot < end; slot++) {
      const word = words[slot]!;
      if (!isRef(word)) continue;
      const bit = 1 << (word >>> BIT_SHIFT);
      const bits = met[word >>> MAP_INDEX_SHIFT];
      if (bits === undefined || (bits & bit) !== 0) continue;
      met[word >>> MAP_INDEX_SHIFT] = bits | bit;
      this.slots.push(slot);
      this.holders.push(holder);
      if (word === target) return this.slots.length - 1;
    }
    return -1;
  }

  /** Where the slots of what may be an object end; where it begins, if it is none. */
  private endOf(at: number): number {
    const { pages, layouts } = this.parts;
    const header = this.words[at]!;
    const layout = layouts.get(layoutOf(header));
    if (layout === undefined || pages.space.pages.ownerOf(at >>> (PAGE_SHIFT - 2)) !== pages.owner)
      return at;
    const inArena = ARENA_WORDS - (at % ARENA_WORDS);
    const isSmall = sizeOf(header) !== 0;
    const all = isSmall ? Math.min(inArena, sizeOf(header) >>> 2) : this.largeWords(at);
    const slots = layout.traced === TRACE_ALL ? all : Math.min(all, layout.traced + 1);
    return Math.min(this.words.length, at + slots);
  }

  private largeWords(at: number): number {
    const bytes = this.words[at + (LARGE_BYTES - LARGE_PREFIX_BYTES) / 4] ?? 0;
    return Math.max(1, Math.min(bytes, MAX_RUN_BYTES) >>> 2);
  }

  /** The steps to one of the notes, from the root on. */
  private tell(last: number): string[] {
    const chain = new NumberList();
    for (let note = last; note >= 0; note = this.holders.at(note)) chain.push(note);
    const { length } = chain;
    const isLong = length > 2 * END_STEPS + 1;
    const steps: string[] = [];
    for (let index = 0; index < length; index++) {
      const isLeftOut = isLong && index >= END_STEPS && index < length - END_STEPS;
      if (!isLeftOut) steps.push(this.step(chain.at(length - 1 - index)));
      else if (index === END_STEPS) steps.push(`${length - 2 * END_STEPS} more`);
    }
    return steps;
  }

  private step(index: number): string {
    const slot = this.slots.at(index);
    const holder = this.holders.at(index);
    if (holder < 0) return nameOfRoot(this.roots, slot);
    const at = this.words[this.slots.at(holder)]! >>> 2;
    const layout = this.parts.layouts.get(layoutOf(this.words[at]!));
    return `${nameOfSlot(layout, slot - at - 1)} of ${layout?.name ?? ''} at ${hex(at * 4)}`;
  }
}

/** A shortest way from a root to the object, a step a string; empty when no root reaches it. */
export function pathTo(
  address: number,
  parts: VerifierParts,
  roots: readonly RootRange[],
): readonly string[] {
  return new PathFinder(parts, roots).find(address);
}
