// Ephemerons: entries whose value lives as long as both the table and the key do (Hayes 1997).
// After the mark from the roots, the values of keys that are reached are marked too. That may reach
// further keys and further tables, until there is nothing new.
//
// Who is not reached is waited for: an entry for its key, a table for itself. The tracer says which
// arenas it visits, and only there is looked who waits (waiting.ts). So the work is linear in the
// entries, in whatever order a chain of them is found.

import type { AddressSpace } from '../memory/address-space.ts';
import type { Address } from '../memory/brands.ts';
import { addressOf, isRef, type Ref, type SlotWord } from '../object/slot.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import type { Liveness, ReachedMap } from '../arena/reached-map.ts';
import { followEntries, forEachEntry, pruneEntries } from './entries.ts';
import type { Forwarding } from './listeners.ts';
import { type RangeMark, WeakMarker } from './marker.ts';
import { Waiting } from './waiting.ts';
import { WordList } from './word-list.ts';

/** The tables of ephemerons of one heap. */
export class Ephemerons {
  private readonly tables = new WordList();
  /** Of each table 1 where this collection need not look at it: it is old, and so is all in it. */
  private readonly passed = new WordList();
  private readonly waiting: Waiting;
  /** Who has waited for what is reached now: the word of a value, or of a table, made negative. */
  private readonly ready = new WordList();
  private readonly marker: WeakMarker;
  private hasBegun = false;

  /** @param address of MARKER_BYTES of the space. */
  constructor(
    space: AddressSpace,
    private readonly table: ArenaTable,
    address: Address,
    mark: RangeMark,
    private readonly reached: () => ReachedMap,
  ) {
    this.waiting = new Waiting(space);
    this.marker = new WeakMarker(table, address, mark, (log, visits) => this.look(log, visits));
  }

  /** Takes a new table. */
  add(ref: Ref): void {
    this.tables.push(ref);
    this.passed.push(0);
  }

  forEach(visit: (ref: Ref) => void): void {
    for (let index = 0; index < this.tables.length; index++) visit(this.tables.words[index] as Ref);
  }

  /**
   * Before a mark: notes which tables it need not look at, where it keeps what earlier ones have
   * reached.
   */
  begin(keepsOld: boolean): void {
    const map = this.reached();
    const { tables, passed, table } = this;
    this.waiting.clear();
    this.marker.clear();
    this.ready.length = 0;
    this.hasBegun = false;
    for (let index = 0; index < tables.length; index++) {
      const ref = tables.words[index]!;
      const isPassed = keepsOld && map.has(ref) && !table.isRemembered(addressOf(ref));
      passed.words[index] = isPassed ? 1 : 0;
    }
  }

  /** Marks what a word refers to; all that lives by it, the next `trace`. */
  mark(word: SlotWord): void {
    this.marker.push(this.reached(), word);
  }

  /** Marks what these words of the space refer to; all that lives by it, the next `trace`. */
  markRange(start: number, end: number): void {
    this.marker.markRange(start, end);
  }

  /** Marks the values of keys that are reached, until there is nothing new. */
  trace(): void {
    const map = this.reached();
    if (!this.hasBegun) {
      this.hasBegun = true;
      this.forEachLookedAt((ref) => this.consider(map, ref));
    }
    const { ready, marker } = this;
    while (ready.length > 0 || marker.hasWork) {
      while (ready.length > 0) this.serve(map, ready.words[--ready.length]!);
      if (marker.hasWork) marker.flush();
    }
  }

  /** Takes out the entries whose keys do not live. */
  prune(lives: Liveness): void {
    this.forEachLookedAt((ref) => pruneEntries(lives, ref >>> 2));
  }

  /** Forgets the tables that do not live. */
  forgetDead(lives: Liveness): void {
    const { tables, passed } = this;
    const { words, length } = tables;
    let kept = 0;
    for (let index = 0; index < length; index++)
      if (lives.has(words[index]!)) words[kept++] = words[index]!;
    tables.length = passed.length = kept;
  }

  /** Follows objects that have moved. */
  follow(forward: Forwarding): void {
    const { words, length } = this.tables;
    const space = this.reached().words;
    for (let index = 0; index < length; index++) {
      words[index] = forward(words[index]!);
      followEntries(space, words[index]! >>> 2, forward);
    }
  }

  private forEachLookedAt(visit: (ref: Ref) => void): void {
    const { tables, passed } = this;
    for (let index = 0; index < tables.length; index++)
      if (passed.words[index] === 0) visit(tables.words[index] as Ref);
  }

  private consider(map: ReachedMap, ref: Ref): void {
    if (map.has(ref)) this.scan(map, ref >>> 2);
    else this.waiting.add(ref, -(ref >>> 2));
  }

  private scan(map: ReachedMap, at: number): void {
    const { words } = map;
    forEachEntry(words, at, (entry) => {
      const value = words[entry + 1]!;
      if (!isRef(value) || map.has(value)) return;
      if (map.has(words[entry]!)) this.markValue(map, value);
      else this.waiting.add(words[entry]!, entry + 1);
    });
  }

  private serve(map: ReachedMap, wait: number): void {
    if (wait < 0) this.scan(map, -wait);
    else this.markValue(map, map.words[wait]!);
  }

  /**
   * Has a value marked, together with others: who waits for it is ready at once, so that a chain
   * needs no mark for each of its links.
   */
  private markValue(map: ReachedMap, value: SlotWord): void {
    if (!isRef(value) || map.has(value)) return;
    this.waiting.takeFor(value, this.ready);
    this.marker.push(map, value);
  }

  private look(log: number, visits: number): void {
    const map = this.reached();
    const { waiting, ready } = this;
    if (log === 0) waiting.takeAll(map, ready);
    else
      for (let index = log; index < log + visits; index++)
        waiting.take(map.words[index]!, map, ready);
  }
}
