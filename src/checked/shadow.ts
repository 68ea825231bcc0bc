// Shadow memory (Nethercote and Seward, VEE 2007): for each granule of the space, whether an object
// of this heap begins there. It is kept in the engine's own heap, beside the space, and by address
// only, so that it needs to know nothing of arenas and runs of pages: 4,096 entries for each 32
// KiB, made when the first object begins in them.
//
//   state   | 0 … 0 |  nothing began here so far         freed   number of the event that freed it
//           | 1 | layout : 12 |   an object that lives           or moved it; 0 elsewhere
//           | 2 | layout : 12 |   one that was freed
//           | 3 | layout : 12 |   one that was moved away

import { GRANULE_SHIFT, LAYOUT_BITS, LAYOUT_MASK } from '../object/header.ts';
import { ARENA_BYTES, ARENA_SHIFT, GRANULES_PER_ARENA } from '../arena/geometry.ts';

/** What is known of a place. */
export const enum State {
  Nothing,
  Living,
  Freed,
  Moved,
}

/** The state of an entry. */
export function stateOf(entry: number): State {
  return entry >>> LAYOUT_BITS;
}

/** The layout of the object that an entry tells of. */
export function layoutOfEntry(entry: number): number {
  return entry & LAYOUT_MASK;
}

/** The entry of an object that lives. */
export function livingOf(layout: number): number {
  return (State.Living << LAYOUT_BITS) | layout;
}

interface Chunk {
  readonly states: Uint16Array;
  /** Made when the first object here dies. */
  events: Float64Array | undefined;
}

function indexOf(address: number): number {
  return (address & (ARENA_BYTES - 1)) >>> GRANULE_SHIFT;
}

/** What is known of each place of a space. */
export class Shadow {
  private chunks: (Chunk | undefined)[] = [];

  /** What is known of the place; State.Nothing for an address at which no object can begin. */
  at(address: number): number {
    if ((address & ((1 << GRANULE_SHIFT) - 1)) !== 0) return State.Nothing;
    return this.chunks[address >>> ARENA_SHIFT]?.states[indexOf(address)] ?? State.Nothing;
  }

  /** The number of the event that took away what was there. */
  eventAt(address: number): number {
    return this.chunks[address >>> ARENA_SHIFT]?.events?.[indexOf(address)] ?? 0;
  }

  /** Notes that an object of the layout begins there. */
  live(address: number, layout: number): void {
    const number = address >>> ARENA_SHIFT;
    const chunk = (this.chunks[number] ??= newChunk());
    chunk.states[indexOf(address)] = livingOf(layout);
  }

  /** Notes that what lived there is gone. */
  end(address: number, state: State.Freed | State.Moved, event: number): void {
    const chunk = this.chunks[address >>> ARENA_SHIFT];
    if (chunk === undefined) return;
    const index = indexOf(address);
    chunk.states[index] = (state << LAYOUT_BITS) | layoutOfEntry(chunk.states[index]!);
    chunk.events ??= new Float64Array(GRANULES_PER_ARENA);
    chunk.events[index] = event;
  }

  /** Visits the places of the objects that live, from the lowest. */
  forEachLiving(visit: (address: number, layout: number) => void): void {
    for (const [number, chunk] of [...this.chunks].entries()) {
      const states = chunk?.states ?? [];
      for (let index = 0; index < states.length; index++) {
        const entry = states[index]!;
        if (stateOf(entry) === State.Living)
          visit(number * ARENA_BYTES + (index << GRANULE_SHIFT), layoutOfEntry(entry));
      }
    }
  }

  /**
   * The place of the living object that begins last in front of the address, 0 for none. Slow: for
   * what is told of a fault.
   */
  livingBefore(address: number): number {
    for (let number = address >>> ARENA_SHIFT; number >= 0; number--) {
      const states = this.chunks[number]?.states;
      if (states === undefined) continue;
      const isFirst = number === address >>> ARENA_SHIFT;
      for (let index = isFirst ? indexOf(address) : GRANULES_PER_ARENA - 1; index >= 0; index--)
        if (stateOf(states[index]!) === State.Living)
          return number * ARENA_BYTES + (index << GRANULE_SHIFT);
    }
    return 0;
  }

  /** Forgets everything. */
  clear(): void {
    this.chunks = [];
  }
}

function newChunk(): Chunk {
  return { states: new Uint16Array(GRANULES_PER_ARENA), events: undefined };
}
