// The objects that were made last. A collection that an allocation brings about keeps them alive
// and in their places, so that what a program has in its hands when it makes the next object is not
// lost: in `Tree.new({ left: Tree.new(), right: Tree.new() })` each child is made before anything
// refers to it.
//
// The fast path knows nothing of this. Where it bumped, all that lies between a region's start and
// its cursor is objects, one behind the other, each with its size in its header. So only these
// extents are noted when a region leaves one, and they are walked when a collection is due: the
// last of them first, until there are enough. Each has an object at least, so as many extents as
// objects are enough. Longer objects come by the slow path anyway, and are noted one by one, with
// the number that tells when each was made.
//
// What was made before the last collection may still be among the last: that collection has noted
// it. A collection that was asked for, and one at a safepoint, forget everything: there the program
// says that its roots are all it needs.

import { sizeOf } from '../object/header-word.ts';
import { type Ref, REF_TAG, type SlotWord, toRef } from '../object/slot.ts';
import type { BumpRegion } from '../arena/bump-region.ts';
import { largeFootprint } from '../arena/large-objects.ts';
import type { HeapParts } from './parts.ts';
import { mostRecentBytes } from './policy.ts';

/** So many objects are kept. */
export const RECENT_OBJECTS = 8;
const LAST = RECENT_OBJECTS - 1;
const WORD_BYTES = 4;
/** Bytes of the space in which a collection finds them. */
export const RECENT_BYTES = RECENT_OBJECTS * WORD_BYTES;

/**
 * The last objects of one heap. It makes no object of the engine's own, but where a collection
 * begins.
 */
export class RecentObjects {
  /**
   * Extents that the region of small objects has left, as words of the space; the last is at
   * `lastExtent`.
   */
  private readonly starts = new Int32Array(RECENT_OBJECTS);
  private readonly ends = new Int32Array(RECENT_OBJECTS);
  private lastExtent = 0;
  /** Objects that were noted one by one, and how many had been made with each. */
  private readonly longer = new Int32Array(RECENT_OBJECTS);
  private readonly longerNumbers = new Float64Array(RECENT_OBJECTS);
  private lastLonger = 0;
  /** Small ones that the last collection kept; the last of them first. */
  private readonly kept = new Int32Array(RECENT_OBJECTS);
  /** Those of an extent, while it is walked. */
  private readonly walked = new Int32Array(RECENT_OBJECTS);
  /** What is found, and how many they are; 0 behind them. */
  private readonly refs = new Int32Array(RECENT_OBJECTS);
  private count = 0;
  private readonly small: BumpRegion;

  /** @param address of RECENT_BYTES of the space, which are zero but while a collection runs. */
  constructor(
    private readonly parts: HeapParts,
    private readonly address: number,
  ) {
    this.small = parts.arenas.small;
    const first = address >>> 2;
    parts.roots.addScanner((visit) => visit(first, first + RECENT_OBJECTS));
  }

  /** Notes where the region of small objects has bumped: it is about to go elsewhere. */
  noteExtent(): void {
    const { starts, ends, small } = this;
    const { start, cursor } = small;
    if (cursor === start) return;
    // The same, noted before and not left.
    if (starts[this.lastExtent] !== start) this.lastExtent = (this.lastExtent + 1) & LAST;
    starts[this.lastExtent] = start;
    ends[this.lastExtent] = cursor;
  }

  /** Notes an object that was not bumped by the region of small objects. */
  noteLonger(ref: Ref): void {
    this.lastLonger = (this.lastLonger + 1) & LAST;
    this.longer[this.lastLonger] = ref;
    this.longerNumbers[this.lastLonger] = this.parts.allocatedObjects;
  }

  /** Forgets them all: they live no longer than what refers to them. */
  forget(): void {
    this.forgetExtents();
    this.kept.fill(0);
    this.longer.fill(0);
  }

  /** Keeps them while `collect` runs. */
  keepDuring<Result>(collect: () => Result): Result {
    const { refs } = this;
    const { pins, source } = this.parts;
    const first = this.address >>> 2;
    this.find();
    source.space.words.set(refs, first);
    try {
      return pins.holdDuring(refs, collect);
    } finally {
      source.space.words.fill(0, first, first + RECENT_OBJECTS);
    }
  }

  /** Finds the last objects. What is found of the small ones is noted anew. */
  private find(): void {
    const { refs, kept } = this;
    this.count = 0;
    this.addLonger();
    const longer = this.count;
    this.noteExtent();
    this.addSmall();
    this.forgetExtents();
    refs.fill(0, this.count);
    kept.fill(0);
    for (let at = longer; at < this.count; at++) kept[at - longer] = refs[at]!;
  }

  /**
   * Adds those of the longer ones that are among the last, but for large ones beyond what the
   * policy allows. The others are forgotten: they may die now.
   */
  private addLonger(): void {
    const { longer, longerNumbers, parts } = this;
    const oldest = parts.allocatedObjects - RECENT_OBJECTS;
    let left = mostRecentBytes(parts.pages.limit);
    for (let back = 0; back < RECENT_OBJECTS; back++) {
      const at = (this.lastLonger - back) & LAST;
      const ref = toRef(longer[at]!);
      const number = longerNumbers[at]!;
      const isOne = ref !== 0 && number > oldest && !this.isTakenBack(ref, number);
      const bytes = isOne ? this.largeBytes(ref) : 0;
      if (isOne && bytes <= left) this.add(ref);
      else longer[at] = 0;
      left -= bytes;
    }
  }

  /** Whether the object was taken back, since it could not be given its first values. */
  private isTakenBack(ref: Ref, number: number): boolean {
    const { allocatedObjects, source } = this.parts;
    return number > allocatedObjects || source.space.words[ref >>> 2] === 0;
  }

  private largeBytes(ref: Ref): number {
    const { larges, source } = this.parts;
    const isLarge = sizeOf(source.space.words[ref >>> 2]!) === 0;
    return isLarge ? largeFootprint(larges.bytesOf(ref)) : 0;
  }

  /** Adds small objects, the last of them first, until there are enough or no more. */
  private addSmall(): void {
    for (let back = 0; back < RECENT_OBJECTS && this.count < RECENT_OBJECTS; back++)
      this.addExtent((this.lastExtent - back) & LAST);
    for (let at = 0; at < RECENT_OBJECTS; at++) this.add(this.kept[at]!);
  }

  private addExtent(extent: number): void {
    const { words } = this.parts.source.space;
    const { walked } = this;
    const end = this.ends[extent]!;
    let seen = 0;
    for (let at = this.starts[extent]!; at < end; at += sizeOf(words[at]!) >>> 2)
      walked[seen++ & LAST] = (at << 2) | REF_TAG;
    const oldest = Math.max(0, seen - RECENT_OBJECTS);
    while (seen > oldest) this.add(walked[--seen & LAST]!);
  }

  private add(ref: SlotWord): void {
    const { refs } = this;
    if (ref === 0 || this.count >= RECENT_OBJECTS) return;
    for (let at = 0; at < this.count; at++) if (refs[at] === ref) return;
    refs[this.count++] = ref;
  }

  private forgetExtents(): void {
    this.starts.fill(0);
    this.ends.fill(0);
  }
}
