// Side metadata of all arenas of one address space: the tables of geometry.ts, reserved for the
// whole space at once and committed as arenas are taken. All heaps on a space share it.

import type { AddressSpace } from '../memory/address-space.ts';
import type { WasmMemory } from '../memory/wasm.ts';
import { compileKernel, type Kernel } from '../kernel/kernel.ts';
import {
  ARENA_BYTES,
  ARENA_RECORD_BYTES,
  CARD_PART_SHIFT,
  CARD_WORD_SHIFT,
  CARDS_BYTES,
  DEFERRED_BYTES,
  ENTRY_BYTES,
  ENTRY_GENERATION,
  ENTRY_LIVE,
  ENTRY_NEXT,
  ENTRY_SHIFT,
  QUEUE_BYTES,
  VISIT_BYTES,
  WINDOW_ARENAS_SHIFT,
  WINDOW_RECORD_BYTES,
} from './geometry.ts';

/** The number of an arena: `address >>> ARENA_SHIFT`; 0 is "none". */
export type ArenaIndex = number;

/** The entries of a space's arenas, and the kernel that works on them. */
export class ArenaTable {
  // Both belong to the memory that the space has now.
  kernel!: Kernel;
  /** Four cards a word: the bit of a part is `1 << (address >>> CARD_PART_SHIFT)` in the word at `address >>> CARD_WORD_SHIFT`. */
  cards!: Int32Array;
  private readonly entries: number;

  private constructor(private readonly space: AddressSpace) {
    const arenas = space.reserved / ARENA_BYTES;
    const owner = space.registerTable('arena table');
    // The last for what may be left free in front of the windows' buffers, which stand at multiples of their size.
    const ofMark = QUEUE_BYTES + VISIT_BYTES + DEFERRED_BYTES;
    const ofWindows = (arenas >>> WINDOW_ARENAS_SHIFT) * WINDOW_RECORD_BYTES;
    this.entries = space.reserveRun(arenas * ARENA_RECORD_BYTES + ofWindows + ofMark, owner);
    const instantiate = compileKernel();
    const cards = this.entries + arenas * ENTRY_BYTES;
    const start = (memory: WasmMemory): (() => void) => {
      const kernel = instantiate({ memory });
      kernel.locateTables(this.entries, arenas);
      const cardWords = new Int32Array(memory.buffer, cards, (arenas * CARDS_BYTES) >>> 2);
      return () => {
        this.kernel = kernel;
        this.cards = cardWords;
      };
    };
    start(space.memory)();
    space.onTrim(start);
  }

  /** The table of this space. */
  static of(space: AddressSpace): ArenaTable {
    return space.part(ArenaTable, () => new ArenaTable(space));
  }

  next(arena: ArenaIndex): ArenaIndex {
    return this.space.words[this.wordOf(arena, ENTRY_NEXT)]!;
  }

  /** Granules of 8 bytes that were live in the arena at the last sweep; 0 in one taken since. */
  liveGranules(arena: ArenaIndex): number {
    return this.space.halves[this.wordOf(arena, ENTRY_LIVE) * 2]!;
  }

  /** How often the arena has been taken; what tells a remembered reference from a stale one. */
  generation(arena: ArenaIndex): number {
    return this.space.words[this.wordOf(arena, ENTRY_GENERATION)]!;
  }

  /** Whether the last full mark, or one of the young since, reached the object, so that the next of those passes over it. */
  isOld(address: number): boolean {
    return this.kernel.isReached(address) !== 0;
  }

  /** Whether the next collection of the young is to look at the object again. */
  isRemembered(address: number): boolean {
    const marks = this.cards[address >>> CARD_WORD_SHIFT]!;
    return (marks & (1 << (address >>> CARD_PART_SHIFT))) !== 0;
  }

  private wordOf(arena: ArenaIndex, offset: number): number {
    return (this.entries + (arena << ENTRY_SHIFT) + offset) >>> 2;
  }
}
