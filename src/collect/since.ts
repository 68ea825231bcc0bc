// What was made since a position in a heap that never collects, and who of what stays refers to it.
// Roots are asked as for a collection. Of the older objects only those are looked at into which
// slots were stored, as the write barrier has noted: a heap that never collects clears no card.

import { Interruption } from '../memory/faults.ts';
import { StillHeldError } from '../memory/errors.ts';
import { addressText } from '../memory/opaque.ts';
import { HEADER_BYTES, TRACE_ALL } from '../object/header.ts';
import { layoutOf, sizeOf } from '../object/header-word.ts';
import type { LayoutTable } from '../object/layout.ts';
import { addressOf, isRef } from '../object/slot.ts';
import type { Arenas, ArenasPosition } from '../arena/arena.ts';
import type { ArenaIndex, ArenaTable } from '../arena/arena-table.ts';
import {
  ARENA_BYTES,
  ARENA_SHIFT,
  CARD_WORD_SHIFT,
  LARGE_BYTES,
  LARGE_PREFIX_BYTES,
} from '../arena/geometry.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { RootTable } from './roots.ts';

/** A position in all that a heap makes. */
export interface HeapPosition {
  readonly arenas: ArenasPosition;
  /** The youngest of the large objects. */
  readonly larges: number;
}

/** The parts of a heap that are looked at. */
export interface SinceParts {
  readonly table: ArenaTable;
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly layouts: LayoutTable;
  readonly roots: RootTable;
}

const REGION_END_WORD = 1;
const CARD_WORDS = ARENA_BYTES >>> CARD_WORD_SHIFT;

/** The objects that were made since a position. */
export class Since {
  private readonly newArenas = new Set<ArenaIndex>();
  private readonly newLarges = new Set<number>();
  /** Byte addresses: what was free of the arenas that were being filled. */
  private readonly tails: readonly { readonly start: number; readonly end: number }[];

  constructor(
    private readonly parts: SinceParts,
    private readonly words: Int32Array,
    private readonly position: HeapPosition,
  ) {
    const { arenas, larges } = parts;
    const { first, small, medium } = position.arenas;
    arenas.forEachArena(arenas.head, first, (arena) => this.newArenas.add(arena));
    larges.forEachPage(position.larges, (page) => this.newLarges.add(page + LARGE_PREFIX_BYTES));
    this.tails = [small, medium].map((saved) => ({
      start: saved[0]! * 4,
      end: saved[REGION_END_WORD]! * 4,
    }));
  }

  /** Whether an object at this address was made since. */
  has(address: number): boolean {
    return (
      this.newArenas.has(address >>> ARENA_SHIFT) ||
      this.tails.some(({ start, end }) => address >= start && address < end) ||
      this.newLarges.has(address)
    );
  }

  /**
   * Throws StillHeldError where a root, or an object that is older, refers to one of them; and what
   * a scanner throws.
   */
  refuseHeld(): void {
    this.refuseRoots();
    const { arenas, larges } = this.parts;
    const { first } = this.position.arenas;
    arenas.forEachArena(first, 0, (arena) => this.refuseArena(arena));
    larges.forEachPage(0, (page) => {
      const object = page + LARGE_PREFIX_BYTES;
      if (!this.newLarges.has(object) && this.parts.table.isRemembered(object))
        this.refuseSlots(object, this.words[(page + LARGE_BYTES) >>> 2]!);
    });
  }

  private refuseRoots(): void {
    try {
      this.parts.roots.takeRanges().forEach((start, end) => {
        this.refuseWords(start, end, () => 'a root, a stack of roots or a scanned range');
      });
    } catch (error) {
      throw error instanceof Interruption ? error.reason : error;
    }
  }

  /**
   * Objects stand one behind the other from the arena's start, up to a zero or to what was made
   * since.
   */
  private refuseArena(arena: ArenaIndex): void {
    const { table } = this.parts;
    const start = arena * ARENA_BYTES;
    const card = start >>> CARD_WORD_SHIFT;
    if (table.cards.subarray(card, card + CARD_WORDS).every((marks) => marks === 0)) return;
    for (let at = start; at < start + ARENA_BYTES && !this.has(at);) {
      const size = sizeOf(this.words[at >>> 2]!);
      if (size === 0) return;
      if (table.isRemembered(at)) this.refuseSlots(at, size);
      at += size;
    }
  }

  private refuseSlots(object: number, bytes: number): void {
    const layout = this.parts.layouts.get(layoutOf(this.words[object >>> 2]!));
    if (layout === undefined) return;
    const { name, traced, fields } = layout;
    const first = (object + HEADER_BYTES) >>> 2;
    const end = traced === TRACE_ALL ? (object + bytes) >>> 2 : first + traced;
    this.refuseWords(first, end, (at) => {
      const field = fields.find(({ offset }) => offset === at * 4 - object);
      const slot = field === undefined ? `[${at - first}]` : `.${field.name}`;
      return `${name}${slot} of the object at ${addressText(object)}`;
    });
  }

  private refuseWords(start: number, end: number, holder: (at: number) => string): void {
    for (let at = start; at < end; at++) {
      const word = this.words[at]!;
      if (isRef(word) && this.has(addressOf(word)))
        throw new StillHeldError(addressOf(word), holder(at));
    }
  }
}
