// Who waits until an object is reached. An arena has a block once somebody waits for one of its
// objects: the bits of the objects that are waited for, as its map has them, and for each granule a
// chain of those who wait. Whoever looks after a visit compares bits with the map, and takes the
// chains of what is reached now: the work is that of the visit, however many wait.
//
//   block   bits, as in the map   MAP_WORDS            words
//           heads of the chains   GRANULES_PER_ARENA   words
//   head    0                     nobody waits
//           2 * wait + 1          one waits
//           an even number        where a pair of `more` ends: who came last, and the head before

import {
  ARENA_BYTES,
  ARENA_SHIFT,
  BIT_SHIFT,
  GRANULES_PER_ARENA,
  MAP_INDEX_SHIFT,
  MAP_WORDS,
} from '../arena/geometry.ts';
import type { ReachedMap } from '../arena/reached-map.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import type { SlotWord } from '../object/slot.ts';
import { WordList } from './word-list.ts';

const BLOCK_WORDS = MAP_WORDS + GRANULES_PER_ARENA;
const LAST_BIT = 31;

/** Who waits in one mark. Waits are numbers of whoever asked, which come back as they were. */
export class Waiting {
  /** Where an arena's block begins in `blocks`, plus one. */
  private blockOf = new Int32Array(0);
  private readonly arenas = new WordList();
  private blocks = new Int32Array(0);
  /** Pairs: a wait as a head has it, and the head that was there before. */
  private readonly more = new WordList();

  constructor(private readonly space: AddressSpace) {}

  /** Notes that somebody waits until the object is reached. */
  add(key: SlotWord, wait: number): void {
    const block = this.blockAt(key >>> ARENA_SHIFT);
    const head = headOf(block, key);
    const { blocks, more } = this;
    const first = wait * 2 + 1;
    blocks[bitsOf(block, key)]! |= 1 << (key >>> BIT_SHIFT);
    if (blocks[head] !== 0) {
      more.push(first);
      more.push(blocks[head]!);
    }
    blocks[head] = blocks[head] === 0 ? first : more.length;
  }

  /** Takes out who waited for this object, which is going to be marked. */
  takeFor(key: SlotWord, ready: WordList): void {
    const block = (this.blockOf[key >>> ARENA_SHIFT] ?? 0) - 1;
    if (block < 0) return;
    // Its bit stays, with an empty chain: one word less to be fetched.
    this.takeChain(headOf(block, key), ready);
  }

  /** Takes out who waited for an object of the arena that is reached now. */
  take(arena: number, map: ReachedMap, ready: WordList): void {
    const block = (this.blockOf[arena] ?? 0) - 1;
    if (block < 0) return;
    const { blocks } = this;
    const index = map.base + arena * MAP_WORDS;
    for (let word = 0; word < MAP_WORDS; word++) {
      const found = blocks[block + word]! & map.words[index + word]!;
      if (found === 0) continue;
      blocks[block + word]! &= ~found;
      this.takeChains(block + MAP_WORDS + word * (LAST_BIT + 1), found, ready);
    }
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
    arenas.length = this.more.length = 0;
  }

  /** Takes the chains of a word's granules, of which the first has its chain at `head`. */
  private takeChains(head: number, found: number, ready: WordList): void {
    for (let left = found; left !== 0; left &= left - 1)
      this.takeChain(head + LAST_BIT - Math.clz32(left & -left), ready);
  }

  private takeChain(head: number, ready: WordList): void {
    const { words } = this.more;
    let at = this.blocks[head]!;
    this.blocks[head] = 0;
    for (; at !== 0 && (at & 1) === 0; at = words[at - 1]!) ready.push(words[at - 2]! >> 1);
    if (at !== 0) ready.push(at >> 1);
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
    this.blocks = new Int32Array(Math.max(BLOCK_WORDS, blocks.length * 2));
    this.blocks.set(blocks);
  }
}

function bitsOf(block: number, key: SlotWord): number {
  return block + ((key >>> MAP_INDEX_SHIFT) % MAP_WORDS);
}

function headOf(block: number, key: SlotWord): number {
  return block + MAP_WORDS + ((key >>> BIT_SHIFT) % GRANULES_PER_ARENA);
}
