// Side metadata of all arenas of one address space: the tables of geometry.ts, reserved for the
// whole space at once and committed as arenas are taken. All heaps on a space share it.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId } from '../memory/brands.ts';
import { BadRequestError } from '../memory/errors.ts';
import { PAGE_BYTES } from '../memory/units.ts';
import type { WasmMemory } from '../memory/wasm.ts';
import { compileKernel, type Kernel } from '../kernel/kernel.ts';
import {
  ARENA_BYTES,
  ARENA_RECORD_BYTES,
  CARD_PART_SHIFT,
  CARD_WORD_SHIFT,
  CARDS_BYTES,
  DEFERRED_BYTES,
  ENTRY_AGE,
  ENTRY_BYTES,
  ENTRY_FLAGS,
  ENTRY_LIVE,
  ENTRY_NEXT,
  ENTRY_SHIFT,
  MAP_BYTES,
  QUEUE_BYTES,
  VISIT_BYTES,
  WINDOW_ARENAS_SHIFT,
  WINDOW_RECORD_BYTES,
} from './geometry.ts';

/** The number of an arena: `address >>> ARENA_SHIFT`; 0 is "none". */
export type ArenaIndex = number;

/** The half of a word of an entry that is the age. */
const AGE_HALF = (ENTRY_AGE - ENTRY_FLAGS) / 2;

/**
 * How deep something goes at most, in levels of half a kilobyte of the engine's stack. With room to
 * spare: frames differ by engine and tier.
 */
export const enum StackNeed {
  /** Handles that are released. */
  Handles = 8,
  /** Pages that are taken or given back. */
  Pages = 32,
  /** A collection, but for what the host's callbacks need. */
  Collection = 128,
}

/** Bytes of all tables of a space with so many arenas, in whole pages. */
function tableBytes(arenas: number): number {
  // The last for what may be left free in front of the windows' buffers, which stand at multiples
  // of their size.
  const ofMark = QUEUE_BYTES + VISIT_BYTES + DEFERRED_BYTES;
  const ofWindows = (arenas >>> WINDOW_ARENAS_SHIFT) * WINDOW_RECORD_BYTES;
  return Math.ceil((arenas * ARENA_RECORD_BYTES + ofWindows + ofMark) / PAGE_BYTES) * PAGE_BYTES;
}

/** The entries of a space's arenas, and the kernel that works on them. */
export class ArenaTable {
  // Both belong to the memory that the space has now.
  kernel!: Kernel;
  /**
   * Four cards a word: the bit of a part is `1 << (address >>> CARD_PART_SHIFT)` in the word at
   * `address >>> CARD_WORD_SHIFT`.
   */
  cards!: Int32Array;
  /**
   * How often a mark of some heap has met what another heap holds, and may have disturbed its map.
   */
  trespasses = 0;
  /** The owner numbers of the heaps that are open. */
  private readonly holders = new Set<OwnerId>();
  /** Where the tables start, the last of what is in the space: nothing of a heap lies behind. */
  readonly start: number;

  private constructor(private readonly space: AddressSpace) {
    const arenas = space.reserved / ARENA_BYTES;
    const owner = space.registerTable('arena table');
    this.start = space.reserveTail(tableBytes(arenas), owner);
    const instantiate = compileKernel();
    const cards = this.start + arenas * ENTRY_BYTES;
    const reached = space.reserved - arenas * MAP_BYTES;
    const prepare = (memory: WasmMemory): (() => void) => {
      const kernel = instantiate(memory);
      kernel.locateTables(this.start, reached, arenas);
      const words = new Int32Array(memory.buffer, cards, (arenas * CARDS_BYTES) >>> 2);
      return () => {
        this.kernel = kernel;
        this.cards = words;
      };
    };
    prepare(space.memory)();
    space.onTrim(prepare);
  }

  /**
   * Takes an owner number for a heap: by it the kernel tells the arenas of one from those of
   * another. Throws BadRequestError where a heap has it already.
   */
  claim(owner: OwnerId): void {
    if (this.holders.has(owner))
      throw new BadRequestError(
        'a page source that carries a heap already; open one for each heap',
      );
    this.holders.add(owner);
  }

  /** Whether the owner is a heap that is open. */
  isHeap(owner: OwnerId): boolean {
    return this.holders.has(owner);
  }

  unclaim(owner: OwnerId): void {
    this.holders.delete(owner);
  }

  /** The table of this space. */
  static of(space: AddressSpace): ArenaTable {
    return space.part(ArenaTable, () => new ArenaTable(space));
  }

  /**
   * Comes back if the engine's stack has room for so much more, else throws what the engine throws.
   * Called before books are changed, so that the stack cannot end in between.
   */
  reserveStack(need: StackNeed): void {
    this.kernel.reserveStack(need);
  }

  next(arena: ArenaIndex): ArenaIndex {
    return this.space.words[this.wordOf(arena, ENTRY_NEXT)]!;
  }

  /** Ends a list of arenas behind this one. */
  cutBehind(arena: ArenaIndex): void {
    this.space.words[this.wordOf(arena, ENTRY_NEXT)] = 0;
  }

  /** Granules of 8 bytes that were live in the arena at the last sweep; 0 in one taken since. */
  liveGranules(arena: ArenaIndex): number {
    return this.space.halves[this.wordOf(arena, ENTRY_LIVE) * 2]!;
  }

  /** Whether no sweep has kept the arena since it was taken. */
  isFresh(arena: ArenaIndex): boolean {
    return this.space.halves[this.wordOf(arena, ENTRY_FLAGS) * 2 + AGE_HALF] === 0;
  }

  /**
   * Whether the last full mark, or one of the young since, reached the object, so that the next of
   * those passes over it.
   */
  isOld(address: number): boolean {
    return address < this.start && this.kernel.isReached(address) !== 0;
  }

  /** Whether the next collection of the young is to look at the object again. */
  isRemembered(address: number): boolean {
    const marks = this.cards[address >>> CARD_WORD_SHIFT]!;
    return (marks & (1 << (address >>> CARD_PART_SHIFT))) !== 0;
  }

  private wordOf(arena: ArenaIndex, offset: number): number {
    return (this.start + (arena << ENTRY_SHIFT) + offset) >>> 2;
  }
}
