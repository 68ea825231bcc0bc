// Through the blocks of an arena, one behind the other. Each header says where the next block
// begins; free memory is zero, or poison, and is gone through by granules.
//
// What is alive the maps say (arena/geometry.ts), but for what was made since the last collection.
// In an arena that was taken since, everything is new. In one whose holes were taken since, what
// lies in such a hole is new: of longer objects the hole's live bits tell, of those that fill any
// hole this, that what they passed over says so in its header, and what lies behind them is still
// to come.

import { GRANULE_BYTES, PASSED_OVER, POISON } from '../object/header.ts';
import { headerMark, sizeOf } from '../object/header-word.ts';
import { ARENA_BYTES, FLAG_FILLED, REGION_ARENA, REGION_END } from '../arena/geometry.ts';
import type { ArenaIndex } from '../arena/arena-table.ts';
import { SideTables, startOf } from '../inspect/side-tables.ts';
import type { BlockState } from './block.ts';
import type { VisitedParts } from './parts.ts';

/** Goes through arenas of one heap, as they are at this moment. */
export class ArenaWalk {
  readonly tables: SideTables;
  private readonly words: Int32Array;
  /** Where the region that fills holes lies, and the end of its hole. */
  private readonly fillerArena: ArenaIndex;
  private readonly fillerEnd: number;
  private readonly areMapsWhole: boolean;

  constructor({ pages, arenas, tracer }: VisitedParts) {
    const { words } = pages.space;
    this.words = words;
    this.tables = new SideTables(pages.space);
    const region = arenas.small.address;
    this.fillerArena = words[(region + REGION_ARENA) >>> 2]!;
    this.fillerEnd = words[(region + REGION_END) >>> 2]! * 4;
    this.areMapsWhole = tracer.canKeepOld;
  }

  /** Whether blocks of the arena that no mark has reached can be anything but dead. */
  hasNew(arena: ArenaIndex): boolean {
    const { tables } = this;
    return !this.areMapsWhole || tables.liveGranules(arena) === 0 || tables.flags(arena) !== 0;
  }

  /**
   * The block that begins at or behind `from`, up to `end`, as its address; `end` where there is
   * none.
   */
  nextBlock(from: number, end: number): number {
    const { words } = this;
    for (let at = from; at < end; at += GRANULE_BYTES) {
      const word = words[at >>> 2]!;
      if (word !== 0 && word !== POISON) return at;
    }
    return end;
  }

  /** Where the block at an address ends. */
  endOf(address: number): number {
    return address + (sizeOf(this.words[address >>> 2]!) || GRANULE_BYTES);
  }

  stateOf(arena: ArenaIndex, address: number): BlockState {
    const { tables } = this;
    if (!this.areMapsWhole) return this.stateByHeader(address);
    if (tables.isReached(address)) return 'live';
    if (tables.liveGranules(arena) === 0 || tables.isLive(address)) return 'new';
    return this.isFilled(arena, address) ? 'new' : 'dead';
  }

  /** Visits the blocks of an arena in the order of addresses. */
  forEachBlock(arena: ArenaIndex, visit: (address: number, state: BlockState) => void): void {
    const end = startOf(arena) + ARENA_BYTES;
    const { tables } = this;
    const hasNew = this.hasNew(arena);
    for (let at = this.nextBlock(startOf(arena), end); at < end;) {
      const next = this.endOf(at);
      if (hasNew) visit(at, this.stateOf(arena, at));
      else visit(at, tables.isReached(at) ? 'live' : 'dead');
      at = this.nextBlock(next, end);
    }
  }

  /** Of what no mark has reached, in a hole that only what fills holes can have taken. */
  private isFilled(arena: ArenaIndex, address: number): boolean {
    if ((this.tables.flags(arena) & FLAG_FILLED) === 0) return false;
    if (arena === this.fillerArena && address >= this.fillerEnd) return false;
    return (this.words[address >>> 2]! & PASSED_OVER) === 0;
  }

  /**
   * After a mark that was cut short the maps say nothing, and what is dead may be taken for new.
   */
  private stateByHeader(address: number): BlockState {
    const header = this.words[address >>> 2]!;
    if (headerMark(header)) return 'live';
    return (header & PASSED_OVER) === 0 ? 'new' : 'dead';
  }
}
