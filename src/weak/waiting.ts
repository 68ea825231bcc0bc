// Who waits until an object is reached. An arena has a block once somebody waits for one of its
// objects: for each word of its map the bits of the objects that are waited for, and a chain of
// those who wait. Whoever looks after a visit compares bits with the map, and goes along the chains
// of what is reached now: the work is that of the visit, however many wait.

import { ARENA_BYTES, ARENA_SHIFT } from '../arena/geometry.ts';
import { BIT_SHIFT, MAP_INDEX_SHIFT, MAP_WORDS, type ReachedMap } from '../arena/reached-map.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import type { SlotWord } from '../object/slot.ts';
import { WordList } from './word-list.ts';

/** For each map word: bits, and the first of the chain, as its number plus one. */
const WORDS_PER_MAP_WORD = 2;
const BLOCK_WORDS = MAP_WORDS * WORDS_PER_MAP_WORD;

/** Who waits in one mark. Waits are numbers of whoever asked, which come back as they were. */
export class Waiting {
  /** Where an arena's block begins in `blocks`, plus one. */
  private blockOf = new Int32Array(0);
  private readonly arenas = new WordList();
  private blocks = new Int32Array(BLOCK_WORDS);
  private readonly keys = new WordList();
  private readonly waits = new WordList();
  private readonly next = new WordList();

  constructor(private readonly space: AddressSpace) {}

  /** Notes that somebody waits until the object is reached. */
  add(key: SlotWord, wait: number): void {
    const at = this.blockAt(key >>> ARENA_SHIFT) + this.wordOf(key);
    const { blocks, keys, next } = this;
    blocks[at]! |= 1 << (key >>> BIT_SHIFT);
    keys.push(key);
    this.waits.push(wait);
    next.push(blocks[at + 1]!);
    blocks[at + 1] = keys.length;
  }

  /** Takes out who waited for an object of the arena that is reached now. */
  take(arena: number, map: ReachedMap, ready: WordList): void {
    const block = (this.blockOf[arena] ?? 0) - 1;
    if (block < 0) return;
    const { blocks } = this;
    let index = map.base + arena * MAP_WORDS;
    for (let at = block; at < block + BLOCK_WORDS; at += WORDS_PER_MAP_WORD, index++)
      if ((blocks[at]! & map.words[index]!) !== 0) this.takeChain(at, map, ready);
  }

  /** The same for all arenas. */
  takeAll(map: ReachedMap, ready: WordList): void {
    const { words, length } = this.arenas;
    for (let index = 0; index < length; index++) this.take(words[index]!, map, ready);
  }

  /** Forgets all who still wait. */
  clear(): void {
    const { arenas, blockOf } = this;
    for (let index = 0; index < arenas.length; index++) blockOf[arenas.words[index]!] = 0;
    arenas.length = this.keys.length = this.waits.length = this.next.length = 0;
  }

  /** Goes along a chain, and leaves those in it whose objects are not reached yet. */
  private takeChain(at: number, map: ReachedMap, ready: WordList): void {
    const { blocks, keys, waits, next } = this;
    let number = blocks[at + 1]!;
    blocks[at] = blocks[at + 1] = 0;
    while (number !== 0) {
      const index = number - 1;
      const following = next.words[index]!;
      const key = keys.words[index]!;
      if (map.has(key)) {
        ready.push(waits.words[index]!);
      } else {
        blocks[at]! |= 1 << (key >>> BIT_SHIFT);
        next.words[index] = blocks[at + 1]!;
        blocks[at + 1] = number;
      }
      number = following;
    }
  }

  private wordOf(key: SlotWord): number {
    return ((key >>> MAP_INDEX_SHIFT) % MAP_WORDS) * WORDS_PER_MAP_WORD;
  }

  private blockAt(arena: number): number {
    const { arenas } = this;
    if (this.blockOf.length === 0) this.blockOf = new Int32Array(this.space.reserved / ARENA_BYTES);
    const { blockOf } = this;
    if (blockOf[arena] === 0) {
      const block = arenas.length * BLOCK_WORDS;
      this.clearBlock(block);
      arenas.push(arena);
      blockOf[arena] = block + 1;
    }
    return blockOf[arena]! - 1;
  }

  private clearBlock(block: number): void {
    const { blocks } = this;
    if (block + BLOCK_WORDS <= blocks.length) {
      blocks.fill(0, block, block + BLOCK_WORDS);
      return;
    }
    this.blocks = new Int32Array(blocks.length * 2);
    this.blocks.set(blocks);
  }
}
