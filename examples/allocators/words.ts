// Counts the words of a text in raw memory: an open-addressed table of entries in a pool, the
// words' letters in an arena.
//
//   entry   | letters: address u32 | length u32 | count u32 | next entry u32 |
//
// The program is handed its allocators and asks nobody else for memory; who calls it decides how
// much there is.

import {
  type Allocator,
  ArenaAllocator,
  checked,
  type CheckedAllocator,
  codeName,
} from '../../src/alloc/index.ts';
import { AllocatorError } from '../../src/memory/index.ts';

const ENTRY_BYTES = 16;
const LETTERS = 0;
const LENGTH = 1;
const COUNT = 2;
const NEXT = 3;
const BUCKETS = 64;

/** How often each word occurs. Holds memory of its allocator until `dispose`. */
export class WordCounts {
  private readonly memory: CheckedAllocator;
  private readonly letters: ArenaAllocator;
  private readonly heads = new Float64Array(BUCKETS);

  constructor(allocator: Allocator) {
    this.memory = checked(allocator);
    this.letters = new ArenaAllocator(allocator, { firstChunk: 256, largestChunk: 4096 });
  }

  /**
   * Counts one more of a word. Throws AllocatorError when there is no room; the counts stay as they
   * were.
   */
  add(word: string): void {
    const encoded = new TextEncoder().encode(word);
    const bucket = encoded.reduce((sum, byte) => (sum * 31 + byte) % BUCKETS, 0);
    const found = this.find(bucket, encoded);
    if (found !== 0) {
      this.memory.memory.words[(found >>> 2) + COUNT]! += 1;
      return;
    }
    const entry = this.memory.allocate(ENTRY_BYTES);
    const letters = this.letters.allocate(encoded.length, 1);
    if (letters < 0) {
      this.memory.free(entry, ENTRY_BYTES);
      const call = `allocate(${encoded.length}, 1)`;
      throw new AllocatorError(codeName(letters), this.letters.name, call, `no room for ${word}`);
    }
    const { bytes, words } = this.memory.memory;
    bytes.set(encoded, letters);
    words.set([letters, encoded.length, 1, this.heads[bucket]!], entry >>> 2);
    this.heads[bucket] = entry;
  }

  /** The words and their counts, the most frequent first, then by the alphabet. */
  sorted(): [string, number][] {
    const { bytes, words } = this.memory.memory;
    const found: [string, number][] = [];
    this.forEachEntry((entry) => {
      const letters = words[(entry >>> 2) + LETTERS]! >>> 0;
      const length = words[(entry >>> 2) + LENGTH]!;
      const word = new TextDecoder().decode(bytes.subarray(letters, letters + length));
      found.push([word, words[(entry >>> 2) + COUNT]!]);
    });
    return found.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  /** Gives all memory back. */
  dispose(): void {
    this.forEachEntry((entry) => this.memory.free(entry, ENTRY_BYTES));
    this.heads.fill(0);
    this.letters.dispose();
  }

  private find(bucket: number, encoded: Uint8Array): number {
    const { bytes, words } = this.memory.memory;
    for (let entry = this.heads[bucket]!; entry !== 0;) {
      const letters = words[(entry >>> 2) + LETTERS]! >>> 0;
      const isSame =
        words[(entry >>> 2) + LENGTH] === encoded.length &&
        encoded.every((byte, index) => bytes[letters + index] === byte);
      if (isSame) return entry;
      entry = words[(entry >>> 2) + NEXT]! >>> 0;
    }
    return 0;
  }

  private forEachEntry(visit: (entry: number) => void): void {
    for (const head of this.heads)
      for (let entry = head; entry !== 0;) {
        const next = this.memory.memory.words[(entry >>> 2) + NEXT]! >>> 0;
        visit(entry);
        entry = next;
      }
  }
}
