// The walk from the roots over everything that they reach: whether each reference refers to where
// an object of this heap can begin, and whether each header is that of an object.
//
// What was seen is a bit for each granule of the heap. What is still to be looked at stands on a
// stack, which ends at a size: past it, what waits is a bit too, and is taken from there when the
// stack is empty. So a walk takes a 32nd of the heap at the most, and a MiB.

import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import {
  COLLECTOR_MASK,
  GRANULE_BYTES,
  GRANULE_SHIFT,
  HEADER_BYTES,
  MARKED,
  PINNED,
  SIZE_SHIFT,
  TRACE_ALL,
} from '../object/header.ts';
import { layoutOf } from '../object/header-word.ts';
import type { LayoutRecord } from '../object/layout.ts';
import { addressOf, REF_TAG, type SlotWord, TAG_MASK } from '../object/slot.ts';
import {
  ARENA_BYTES,
  ARENA_SHIFT,
  BIT_SHIFT,
  LARGE_BYTES,
  LARGE_PREFIX_BYTES,
  MAP_INDEX_SHIFT,
  MAP_WORDS,
} from '../arena/geometry.ts';
import { Fault, type Where } from './fault.ts';
import { LayoutFigures } from './layout-figures.ts';
import { hex, type RootRange } from './names.ts';
import { ARENA, FIRST_OF_LARGE, type Pages } from './pages.ts';
import type { VerifierParts } from './parts.ts';
import { addressOfBits } from './side-tables.ts';

const ARENA_WORDS = ARENA_BYTES / 4;
const WORDS_PER_GRANULE = 2;
const MAP_WORDS_PER_PAGE = PAGE_BYTES >>> MAP_INDEX_SHIFT;
/** Collector's bits that are not as in most objects. */
const UNUSUAL_MASK = COLLECTOR_MASK & ~MARKED;
/** References that the stack holds at first, and at the most. */
const FIRST_STACK = 1 << 10;
const MAX_STACK = 1 << 18;
/** Objects that are looked at together. */
const BATCH = 64;

/** The objects of a heap, as they are found. */
export class ObjectWalk {
  /** A bit for each granule up to the end of the heap's last page, set where an object begins. */
  readonly seen: Int32Array;
  objects = 0;
  /** Objects whose headers say that they are pinned, but for those of layouts that stay. */
  pinned = 0;
  /** Objects with weak fields. */
  weakHolders = 0;
  /** Told of each object that is found, by the word of its header. */
  found: ((at: number) => void) | undefined;
  private granules = 0;
  private largeBytes = 0;
  private readonly words: Int32Array;
  private readonly kinds: Uint8Array;
  private readonly layouts: VerifierParts['layouts'];
  private readonly figures: LayoutFigures;
  private stack = new Int32Array(FIRST_STACK);
  private top = 0;
  private readonly batch = new Int32Array(BATCH);
  /** What was loaded ahead: no compiler leaves out a load that is kept. */
  loaded = 0;
  /** What found no room on the stack: a bit each, once there is one; in which arenas; how many. */
  private waiting = new Int32Array(0);
  private readonly waitingIn: Uint8Array;
  private waits = 0;
  /** The arena from which on what waits is looked for. */
  private cursor = 0;

  constructor(
    parts: VerifierParts,
    private readonly pages: Pages,
  ) {
    this.words = parts.pages.space.words;
    this.kinds = pages.kinds;
    this.layouts = parts.layouts;
    this.figures = new LayoutFigures(parts.layouts);
    this.waitingIn = new Uint8Array(Math.ceil((pages.end * PAGE_BYTES) / ARENA_BYTES));
    this.seen = new Int32Array(pages.end * MAP_WORDS_PER_PAGE);
  }

  /** Bytes of what was found. */
  get bytes(): number {
    return this.granules * 2 ** GRANULE_SHIFT + this.largeBytes;
  }

  /** Finds all that the roots reach. */
  visitRoots(roots: readonly RootRange[]): void {
    for (const { start, end } of roots) {
      this.visit(start, end, -1);
      this.drain();
    }
  }

  /** Finds an object that no root may reach, and all that it does. */
  visitObject(address: number): void {
    this.note((address + REF_TAG) | 0);
    this.drain();
  }

  isSeen(address: number): boolean {
    const bits = this.seen[address >>> MAP_INDEX_SHIFT] ?? 0;
    return (bits & (1 << (address >>> BIT_SHIFT))) !== 0;
  }

  private drain(): void {
    for (;;) {
      while (this.top > 0) this.visitBatch();
      if (this.waits === 0) return;
      this.refill();
    }
  }

  /**
   * Takes some off the stack and looks at them, after their headers were loaded one by one: no load
   * depends on another, so their misses overlap.
   */
  private visitBatch(): void {
    const { words, batch, stack } = this;
    const count = Math.min(this.top, BATCH);
    const from = this.top - count;
    let all = 0;
    for (let index = 0; index < count; index++) {
      const at = stack[from + index]! >>> 2;
      batch[index] = at;
      all |= words[at]!;
    }
    this.loaded = all;
    this.top = from;
    for (let index = 0; index < count; index++) {
      const at = batch[index]!;
      this.visit(at + 1, this.slotsEnd(at), at);
      this.count(at);
    }
  }

  private count(at: number): void {
    const header = this.words[at]!;
    this.objects++;
    this.weakHolders += this.figures.holdsWeakly[layoutOf(header)]!;
    this.found?.(at);
    if (this.figures.hasStaying || (header & PINNED) !== 0) this.countPinned(at, header);
    this.granules += header >>> SIZE_SHIFT;
    if (header >>> SIZE_SHIFT === 0) this.largeBytes += this.largeBytesOf(at);
  }

  private countPinned(at: number, header: number): void {
    const isPinned = (header & PINNED) !== 0;
    if (!this.layouts.stays(layoutOf(header))) this.pinned += isPinned ? 1 : 0;
    else if (!isPinned) this.fail(at, 'is of a layout that stays, and may move');
  }

  /** Looks at the words [start, end): slots of the object at `holder`, or roots if that is -1. */
  private visit(start: number, end: number, holder: number): void {
    const { words, seen, kinds } = this;
    for (let slot = start; slot < end; slot++) {
      const word = words[slot]!;
      if ((word & TAG_MASK) !== REF_TAG) continue;
      const bit = 1 << (word >>> BIT_SHIFT);
      const bits = seen[word >>> MAP_INDEX_SHIFT]!;
      if ((bits & bit) !== 0) continue;
      if (kinds[word >>> PAGE_SHIFT] !== ARENA) this.checkLarge(word, slot, holder);
      this.note(word);
    }
  }

  private note(word: SlotWord): void {
    this.seen[word >>> MAP_INDEX_SHIFT]! |= 1 << (word >>> BIT_SHIFT);
    if (this.top === this.stack.length && !this.hasGrown()) this.wait(word);
    else this.stack[this.top++] = word;
  }

  private hasGrown(): boolean {
    const { stack } = this;
    if (stack.length === MAX_STACK) return false;
    this.stack = new Int32Array(stack.length * 2);
    this.stack.set(stack);
    return true;
  }

  private wait(word: SlotWord): void {
    if (this.waiting.length === 0) this.waiting = new Int32Array(this.seen.length);
    this.waiting[word >>> MAP_INDEX_SHIFT]! |= 1 << (word >>> BIT_SHIFT);
    this.waitingIn[word >>> ARENA_SHIFT] = 1;
    this.waits++;
  }

  /** Fills half of the stack with what waits, arena by arena, from where the last time ended. */
  private refill(): void {
    const { waitingIn } = this;
    while (this.waits > 0 && this.top < MAX_STACK / 2) {
      if (this.cursor === waitingIn.length) this.cursor = 0;
      if (waitingIn[this.cursor] === 1) this.takeWaiting(this.cursor);
      this.cursor++;
    }
  }

  private takeWaiting(arena: number): void {
    const { waiting, stack } = this;
    const first = arena * MAP_WORDS;
    this.waitingIn[arena] = 0;
    for (let index = first; index < first + MAP_WORDS; index++) {
      for (let bits = waiting[index]!; bits !== 0; bits &= bits - 1) {
        stack[this.top++] = addressOfBits(index, bits) | REF_TAG;
        this.waits--;
      }
      waiting[index] = 0;
    }
  }

  /** Where the traced slots of the object end, whose header is in this word. Checks the header. */
  slotsEnd(at: number): number {
    const { figures } = this;
    const header = this.words[at]!;
    const layout = layoutOf(header);
    const granules = header >>> SIZE_SHIFT;
    if ((header & UNUSUAL_MASK) !== 0) this.checkCollectorBits(at, header);
    if (granules === 0 || this.kinds[at >>> (PAGE_SHIFT - 2)] !== ARENA)
      return this.largeSlotsEnd(at, granules, layout);
    const end = at + granules * WORDS_PER_GRANULE;
    if (((at ^ (end - 1)) & -ARENA_WORDS) !== 0) this.fail(at, 'crosses the end of its arena');
    this.checkSize(at, layout, granules << GRANULE_SHIFT);
    const traced = figures.traced[layout]!;
    return traced === TRACE_ALL ? end : at + 1 + traced;
  }

  private largeSlotsEnd(at: number, granules: number, layout: number): number {
    if (this.words[at] === 0) this.fail(at, 'has no header');
    if (this.kinds[at >>> (PAGE_SHIFT - 2)] === ARENA)
      this.fail(at, 'lies in an arena, and its header says that it has pages of its own');
    if (granules !== 0) this.fail(at, `has pages of its own, and a size of ${granules} granules`);
    const bytes = this.largeBytesOf(at);
    this.checkSize(at, layout, bytes);
    const traced = this.figures.traced[layout]!;
    return traced === TRACE_ALL ? at + (bytes >>> 2) : at + 1 + traced;
  }

  private checkSize(at: number, layout: number, bytes: number): void {
    const { fixed, least } = this.figures;
    if (bytes < least[layout]! || (fixed[layout]! !== 0 && fixed[layout]! !== bytes))
      this.failBySize(at, layout, bytes);
  }

  private failBySize(at: number, id: number, bytes: number): never {
    const layout = this.layouts.get(id);
    if (layout === undefined) this.fail(at, `has layout ${id}, which nobody registered`);
    this.fail(at, `has ${bytes} bytes; ${needs(layout)}`);
  }

  private largeBytesOf(at: number): number {
    return this.words[at + (LARGE_BYTES - LARGE_PREFIX_BYTES) / 4]!;
  }

  private checkCollectorBits(at: number, header: number): void {
    const bits = header & COLLECTOR_MASK & ~(PINNED | MARKED);
    if (bits !== 0) this.fail(at, `has the collector's bits ${bits}: it has moved, or worse`);
  }

  /** Of a reference that is into no arena of the heap: whether a large object begins there. */
  private checkLarge(word: SlotWord, slot: number, holder: number): void {
    const address = addressOf(word);
    const kind = this.kinds[address >>> PAGE_SHIFT];
    if (kind === FIRST_OF_LARGE && address % PAGE_BYTES === LARGE_PREFIX_BYTES) return;
    const where: Where = holder < 0 ? { slot } : { object: holder * 4, slot };
    const what = this.pages.describe(address);
    const isIn = kind === FIRST_OF_LARGE ? `inside ${what}` : what;
    throw new Fault(`refers to ${hex(address)}, which is ${isIn}`, where);
  }

  private fail(at: number, message: string): never {
    throw new Fault(message + this.inside(at * 4), { object: at * 4 });
  }

  /** Where an object that was seen lies around what should be one: says so. */
  private inside(object: number): string {
    for (let before = object - GRANULE_BYTES; before % ARENA_BYTES < object % ARENA_BYTES;) {
      if (this.isSeen(before)) {
        const size = (this.words[before >>> 2]! >>> SIZE_SHIFT) << GRANULE_SHIFT;
        return before + size > object ? `; it begins inside the object at ${hex(before)}` : '';
      }
      before -= GRANULE_BYTES;
    }
    return '';
  }
}

function needs({ name, bytes, traced }: LayoutRecord): string {
  return bytes !== 0
    ? `every ${name} has ${bytes}`
    : `a ${name} needs at least ${HEADER_BYTES + Math.max(1, traced) * 4}`;
}
