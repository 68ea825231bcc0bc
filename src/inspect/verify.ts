// The verifier: looks at a heap as a reader of its drawings would, object by object, and says what is not as it should
// be. It shares no code with the tracer, so that the two can not agree on a mistake.

import { CorruptHeapError } from '../memory/errors.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { FORWARDED, HEADER_BYTES, MAX_SMALL_BYTES, TRACE_ALL } from '../object/header.ts';
import { layoutOf, sizeOf } from '../object/header-word.ts';
import type { LayoutRecord } from '../object/layout.ts';
import { addressOf, isRef, type Ref } from '../object/slot.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { ARENA_BYTES, LARGE_BYTES, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import { largeFootprint } from '../arena/large-objects.ts';
import type { ControlPlane } from '../control/control-plane.ts';

/** What a heap without faults holds. */
export interface Verified {
  /** Objects and bytes that the roots reach. */
  readonly objects: number;
  readonly bytes: number;
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

class Verifier {
  private readonly words: Int32Array;
  private readonly table: ArenaTable;
  private readonly extents = new Map<Ref, Extent>();
  private readonly pending: Ref[] = [];

  constructor(private readonly plane: ControlPlane) {
    const { space } = plane.pages;
    this.words = space.words;
    this.table = ArenaTable.of(space);
  }

  run(): Verified {
    const ranges = this.plane.roots.readRanges(this.plane.parts.faults);
    ranges.forEach((start, end) => this.visitWords(start, end, 'a root'));
    while (this.pending.length > 0) this.visitObject(this.pending.pop()!);
    this.checkOverlaps();
    this.checkAccounts();
    let bytes = 0;
    for (const { start, end } of this.extents.values()) bytes += end - start;
    return { objects: this.extents.size, bytes };
  }

  private visitWords(start: number, end: number, holder: string): void {
    for (let at = start; at < end; at++) {
      const word = this.words[at]!;
      if (!isRef(word) || this.extents.has(word)) continue;
      this.extents.set(word, this.extentOf(word, holder));
      this.pending.push(word);
    }
  }

  private visitObject(ref: Ref): void {
    const { start, end } = this.extents.get(ref)!;
    const payload = (start + HEADER_BYTES) >>> 2;
    const { traced, name } = this.layoutAt(ref);
    const slots = traced === TRACE_ALL ? end >>> 2 : payload + traced;
    if (slots > end >>> 2)
      fail(`${name} at ${start} has ${end - start} bytes, fewer than its ${traced} slots need`);
    this.visitWords(payload, slots, `${name} at ${start}`);
    if (this.table.isOld(start) && !this.table.isRemembered(start))
      this.checkNothingYoung(payload, slots, `${name} at ${start}`);
  }

  /** What no card speaks of, the next collection of the young does not look at. */
  private checkNothingYoung(start: number, end: number, holder: string): void {
    for (let at = start; at < end; at++) {
      const word = this.words[at]!;
      if (isRef(word) && !this.table.isOld(addressOf(word)))
        fail(
          `${holder} is old and refers to ${addressOf(word)}, which is young, and no card tells of it: the slot was stored past write()`,
        );
    }
  }

  private layoutAt(ref: Ref): LayoutRecord {
    const header = this.words[ref >>> 2]!;
    const layout = this.plane.layouts.get(layoutOf(header));
    if (layout === undefined)
      fail(
        `the object at ${addressOf(ref)} has layout ${layoutOf(header)}, which nobody registered`,
      );
    return layout;
  }

  private extentOf(ref: Ref, holder: string): Extent {
    const { roots } = this.plane;
    const start = addressOf(ref);
    if (!roots.owns(ref)) fail(`${holder} refers to ${start}, which is no page of this heap`);
    const header = this.words[ref >>> 2]!;
    if ((header & FORWARDED) !== 0)
      fail(`${holder} refers to ${start}, from where the object has moved`);
    this.layoutAt(ref);
    const size = sizeOf(header);
    return size === 0 ? this.largeExtent(start) : this.smallExtent(start, size);
  }

  private smallExtent(start: number, size: number): Extent {
    const end = start + size;
    if (Math.floor(start / ARENA_BYTES) !== Math.floor((end - 1) / ARENA_BYTES))
      fail(`the object at ${start} crosses the end of its arena`);
    return { start, end };
  }

  private largeExtent(start: number): Extent {
    const { space, owner } = this.plane.pages;
    const page = start - LARGE_PREFIX_BYTES;
    const bytes = this.words[(page + LARGE_BYTES) >>> 2]!;
    if (page % PAGE_BYTES !== 0) fail(`the large object at ${start} does not start on a page`);
    if (bytes <= MAX_SMALL_BYTES)
      fail(`the large object at ${start} says that it has ${bytes} bytes`);
    for (let offset = 0; offset < largeFootprint(bytes); offset += PAGE_BYTES)
      if (space.pages.ownerOf((page + offset) >>> PAGE_SHIFT) !== owner)
        fail(`the large object at ${start} reaches into a page that is not the heap's`);
    return { start, end: start + bytes };
  }

  private checkOverlaps(): void {
    const extents = [...this.extents.values()].sort((a, b) => a.start - b.start);
    for (let index = 1; index < extents.length; index++)
      if (extents[index]!.start < extents[index - 1]!.end)
        fail(`the objects at ${extents[index - 1]!.start} and ${extents[index]!.start} overlap`);
  }

  private checkAccounts(): void {
    const { arenas, larges, pages } = this.plane;
    const held = arenas.count * ARENA_BYTES + larges.footprint + this.plane.parts.returns.bytes;
    if (held !== pages.used)
      fail(`arenas and large objects take ${held} bytes, but ${pages.used} are counted`);
  }
}

function fail(fault: string): never {
  throw new CorruptHeapError(fault);
}

/** Throws CorruptHeapError at the first fault; otherwise says what the roots reach. */
export function verify(plane: ControlPlane): Verified {
  const verified = new Verifier(plane).run();
  plane.tellFaults();
  return verified;
}
