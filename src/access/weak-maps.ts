// Weak maps and weak sets: objects of the heap that say something of other objects without keeping
// these alive. An entry is there as long as its key is; its value lives as long as both the key and
// the map do, also where the value refers to the key (an ephemeron).
//
//   map      header | the entries      the one traced slot
//   entries  see weak/entries.ts

import { callable, checkArgument } from '../memory/check.ts';
import { ValueError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { HEADER_BYTES } from '../object/header.ts';
import type { Ref, SlotWord } from '../object/slot.ts';
import { whyNoWord } from '../object/slot.ts';
import type { ControlPlane } from '../control/control-plane.ts';
import {
  copyEntries,
  countEntries,
  deleteEntry,
  entriesForOneMore,
  findEntry,
  forEachEntry,
  hasRoom,
  insertEntry,
  LEAST_ENTRIES,
  openTable,
  tableBytes,
} from '../weak/entries.ts';
import { WordList } from '../weak/word-list.ts';
import { allocateFor } from './runs.ts';
import { SequenceLayout } from './sequences.ts';

const MAP_BYTES = HEADER_BYTES + 4;
const TABLE_SLOT = 0;
const CALLBACK = callable<unknown>();

/** What weak maps and weak sets share. */
abstract class WeakTableLayout extends SequenceLayout {
  readonly #entries: number;

  constructor(plane: ControlPlane, name: string) {
    super(plane, name, 1);
    this.#entries = plane.layouts.register(`${name} entries`, 0).id;
  }

  /** One with nothing in it. Throws HeapLimitError, DisposedError. */
  new(): Ref {
    return this.plane.allocate(this.id, MAP_BYTES);
  }

  /**
   * Entries that are there; those whose keys have died since the last collection are counted.
   * Throws HandleError for what is no reference to such an object, and for what is no object as a
   * key, DisposedError; so do all below.
   */
  size(map: Ref): number {
    const table = this.tableOf(map);
    return table === 0 ? 0 : countEntries(this.words, table >>> 2);
  }

  has(map: Ref, key: Ref): boolean {
    return this.entryOf(map, key) !== 0;
  }

  /** Takes the entry out; whether there was one. */
  delete(map: Ref, key: Ref): boolean {
    const entry = this.entryOf(map, key);
    if (entry === 0) return false;
    deleteEntry(this.words, this.tableOf(map) >>> 2, entry);
    return true;
  }

  /** The word of the key's entry; 0 where there is none. */
  protected entryOf(map: Ref, key: Ref): number {
    const table = this.tableOf(map);
    this.plane.roots.checkObject(key);
    return table === 0 ? 0 : findEntry(this.words, table >>> 2, key);
  }

  /** Sets it, where the key has a value only if it `replaces`; the word that the key has then. */
  protected put(map: Ref, key: Ref, value: SlotWord, replaces: boolean): SlotWord {
    const put = this.putNow(map, key, value, replaces);
    return put ?? this.putIntoNew(Int32Array.of(map, key, value), replaces);
  }

  /** Visits the keys that are there at the start and still are when it is their turn. */
  protected forEachKey(map: Ref, visit: (map: Ref, key: Ref) => void): void {
    const { roots, weak } = this.plane;
    const keys = new WordList();
    const table = this.tableOf(map);
    if (table === 0) return;
    forEachEntry(this.words, table >>> 2, (entry) => keys.push(this.words[entry]!));
    const root = roots.root(map);
    try {
      weak.lists.during(keys, () => {
        for (let index = 0; index < keys.length; index++) {
          const key = keys.words[index] as Ref;
          if (key !== 0 && this.has(root.ref, key)) visit(root.ref, key);
        }
      });
    } finally {
      root.release();
    }
  }

  private tableOf(map: Ref): Ref {
    this.check(map);
    return this.words[(map >>> 2) + 1 + TABLE_SLOT] as Ref;
  }

  /** The same; undefined where the table has no room for it. */
  private putNow(map: Ref, key: Ref, value: SlotWord, replaces: boolean): SlotWord | undefined {
    const entry = this.entryOf(map, key);
    const table = this.tableOf(map);
    const at = table >>> 2;
    if (entry === 0) {
      if (table === 0 || !hasRoom(this.words, at)) return undefined;
      this.insertInto(table, key, value);
    } else if (replaces) {
      this.plane.barrier.store(table, entry - at, value);
    } else {
      return this.words[entry + 1];
    }
    return value;
  }

  /** The same with a table in place of the one that the map has. */
  private putIntoNew(kept: Int32Array, replaces: boolean): SlotWord {
    const entries = this.entriesFor(kept[0] as Ref);
    const table = allocateFor(this.plane, this.#entries, HEADER_BYTES + tableBytes(entries), kept);
    const [map, key, value] = kept as unknown as readonly [Ref, Ref, SlotWord];
    // The host may have been told of a collection, and have used this map.
    const put = this.putNow(map, key, value, replaces);
    if (put !== undefined) return put;
    if (this.entriesFor(map) > entries) return this.putIntoNew(kept, replaces);
    this.replaceTable(map, table, entries);
    this.insertInto(table, key, value);
    return value;
  }

  private insertInto(table: Ref, key: SlotWord, value: SlotWord): void {
    insertEntry(this.words, table >>> 2, key, value);
    this.plane.barrier.touch(table);
  }

  /** Entries of a table with room for one more than the map has. */
  private entriesFor(map: Ref): number {
    const table = this.tableOf(map);
    return table === 0 ? LEAST_ENTRIES : entriesForOneMore(this.words, table >>> 2);
  }

  private replaceTable(map: Ref, table: Ref, entries: number): void {
    const old = this.tableOf(map);
    openTable(this.words, table >>> 2, entries);
    this.plane.weak.ephemerons.add(table);
    if (old !== 0) copyEntries(this.words, old >>> 2, table >>> 2);
    this.plane.barrier.store(map, TABLE_SLOT, table);
  }
}

/** Weak maps. Made by `heap.weakMapLayout`. */
export class WeakMapLayout extends WeakTableLayout {
  static {
    showAs(WeakMapLayout, ({ name }) => `WeakMapLayout ${name}`);
  }

  /** The slot word that the key has; undefined where it has none. */
  get(map: Ref, key: Ref): SlotWord | undefined {
    const entry = this.entryOf(map, key);
    return entry === 0 ? undefined : this.words[entry + 1];
  }

  /**
   * Sets the slot word that a key has: an integer as `integerWord` makes it, a reference, an
   * immediate. What this has to collect for keeps map, key and value alive. Throws ValueError for
   * what is no slot word, HeapLimitError; then nothing has changed.
   */
  set(map: Ref, key: Ref, value: SlotWord): void {
    this.#checkWord('set', value);
    this.put(map, key, value, true);
  }

  /** The word that the key has; `value`, which is set for it, where it has none. */
  getOrInsert(map: Ref, key: Ref, value: SlotWord): SlotWord {
    this.#checkWord('getOrInsert', value);
    return this.put(map, key, value, false);
  }

  /** The same with what `make` returns for a key that has none. It may use the heap. */
  getOrInsertComputed(map: Ref, key: Ref, make: (key: Ref) => SlotWord): SlotWord {
    checkArgument(`${this.name}.getOrInsertComputed`, 'make', make, CALLBACK);
    const found = this.get(map, key);
    if (found !== undefined) return found;
    const { roots } = this.plane;
    const [heldMap, heldKey] = [roots.root(map), roots.root(key)];
    try {
      const value = make(key);
      this.set(heldMap.ref, heldKey.ref, value);
      return this.get(heldMap.ref, heldKey.ref)!;
    } finally {
      heldMap.release();
      heldKey.release();
    }
  }

  /**
   * Visits the entries that are there at the start and still are when it is their turn, in no
   * order. The visitor may use the heap, which may collect.
   */
  forEach(map: Ref, visit: (key: Ref, value: SlotWord) => void): void {
    checkArgument(`${this.name}.forEach`, 'visit', visit, CALLBACK);
    this.forEachKey(map, (held, key) => visit(key, this.get(held, key)!));
  }

  #checkWord(method: string, value: SlotWord): void {
    const why = whyNoWord(value, this.words.length);
    if (why !== undefined)
      throw new ValueError(`${this.name}.${method}: no slot holds that: ${why}`);
  }
}

/** Weak sets. Made by `heap.weakSetLayout`. */
export class WeakSetLayout extends WeakTableLayout {
  static {
    showAs(WeakSetLayout, ({ name }) => `WeakSetLayout ${name}`);
  }

  /** Puts an object in. Throws HeapLimitError; then nothing has changed. */
  add(set: Ref, key: Ref): void {
    this.put(set, key, 0, true);
  }

  /** Visits the objects as `forEach` of weak maps does. */
  forEach(set: Ref, visit: (key: Ref) => void): void {
    checkArgument(`${this.name}.forEach`, 'visit', visit, CALLBACK);
    this.forEachKey(set, (_, key) => visit(key));
  }
}
