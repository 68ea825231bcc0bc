// The side tables, read as arena/geometry.ts draws them.

import type { AddressSpace } from '../memory/address-space.ts';
import { ArenaTable, type ArenaIndex } from '../arena/arena-table.ts';
import {
  ARENA_BYTES,
  BIT_SHIFT,
  CARD_PART_SHIFT,
  CARD_WORD_SHIFT,
  CARDS_SHIFT,
  ENTRY_FLAGS,
  ENTRY_HEAP,
  ENTRY_LARGES,
  ENTRY_LIVE,
  ENTRY_NEXT,
  ENTRY_OBJECTS,
  ENTRY_SHIFT,
  MAP_INDEX_SHIFT,
  MAP_SHIFT,
  QUEUE_SHIFT,
} from '../arena/geometry.ts';

/** In the word of an entry that begins with its flags. */
const LARGES_SHIFT = (ENTRY_LARGES - ENTRY_FLAGS) * 8;

/** Entries, maps, cards and queue of the arenas of a space. */
export class SideTables {
  readonly words: Int32Array;
  /** Arenas that the space has room for. */
  readonly arenas: number;
  // Where each begins: the index of its first word in the space.
  readonly entries: number;
  readonly cards: number;
  readonly reached: number;
  readonly live: number;
  readonly queue: number;
  private readonly halves: Uint16Array;

  constructor(space: AddressSpace) {
    const arenas = space.reserved / ARENA_BYTES;
    this.words = space.words;
    this.halves = space.halves;
    this.arenas = arenas;
    this.entries = ArenaTable.of(space).start >>> 2;
    this.cards = this.entries + ((arenas << ENTRY_SHIFT) >>> 2);
    this.live = this.cards + ((arenas << CARDS_SHIFT) >>> 2);
    this.queue = this.live + ((arenas << MAP_SHIFT) >>> 2);
    this.reached = (space.reserved - (arenas << MAP_SHIFT)) >>> 2;
  }

  next(arena: ArenaIndex): ArenaIndex {
    return this.words[this.entryAt(arena, ENTRY_NEXT)]!;
  }

  /** Granules and objects that the last sweep counted. */
  liveGranules(arena: ArenaIndex): number {
    return this.halves[this.entryAt(arena, ENTRY_LIVE) * 2]!;
  }

  liveObjects(arena: ArenaIndex): number {
    return this.halves[this.entryAt(arena, ENTRY_LIVE) * 2 + (ENTRY_OBJECTS - ENTRY_LIVE) / 2]!;
  }

  flags(arena: ArenaIndex): number {
    return this.words[this.entryAt(arena, ENTRY_FLAGS)]! & 0xff;
  }

  /** A bit for each page of the arena's place on which a large object starts. */
  larges(arena: ArenaIndex): number {
    return (this.words[this.entryAt(arena, ENTRY_FLAGS)]! >>> LARGES_SHIFT) & 0xff;
  }

  /** The number of the heap that holds it as an arena. */
  holder(arena: ArenaIndex): number {
    return this.words[this.entryAt(arena, ENTRY_HEAP)]!;
  }

  /** Whether something of the arena waits to be scanned. */
  isWaiting(arena: ArenaIndex): boolean {
    const at = this.queue + ((arena << QUEUE_SHIFT) >>> 2);
    return (this.words[at]! | this.words[at + 1]!) !== 0;
  }

  isReached(address: number): boolean {
    return this.hasBit(this.reached, address);
  }

  isLive(address: number): boolean {
    return this.hasBit(this.live, address);
  }

  /** Whether a store into the object was noted since the last mark. */
  isCarded(address: number): boolean {
    const card = this.words[this.cards + (address >>> CARD_WORD_SHIFT)]!;
    return (card & (1 << (address >>> CARD_PART_SHIFT))) !== 0;
  }

  /**
   * The index of a word of an arena's entry; of ENTRY_OBJECTS, that of ENTRY_LIVE, which has the
   * other half.
   */
  entryAt(arena: ArenaIndex, offset: number): number {
    return this.entries + (((arena << ENTRY_SHIFT) + offset) >>> 2);
  }

  private hasBit(map: number, address: number): boolean {
    const bits = this.words[map + (address >>> MAP_INDEX_SHIFT)]!;
    return (bits & (1 << (address >>> BIT_SHIFT))) !== 0;
  }
}

/** The first address of an arena. */
export function startOf(arena: number): number {
  return arena * ARENA_BYTES;
}

/** The number of the lowest bit that is set. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The address that the lowest of these bits stands for, in a map's word with this number. */
export function addressOfBits(index: number, bits: number): number {
  return ((index << MAP_INDEX_SHIFT) | (lowestBit(bits) << BIT_SHIFT)) >>> 0;
}
