// The shapes of a model's objects: around every boundary that layouts, arenas and map words have.

import type { Heap, Ref } from '../../src/index.ts';

/** An object of a shape, in words behind its header. */
export interface Shape {
  readonly name: string;
  readonly words: number;
  /** Where its number is, and whether as an integer slot or raw. */
  readonly tagAt: number;
  readonly isTagRaw: boolean;
  /** Where references are kept: some of its slots, the first and the last among them. */
  readonly linksAt: readonly number[];
  /** A raw word that holds the number's complement; -1 where there is none. */
  readonly lastAt: number;
  /** Whether all words behind the tag are slots: then it may grow. */
  readonly isOpen: boolean;
}

/** Slots of a long object that are used. */
const USED = 5;

function spread(first: number, end: number): readonly number[] {
  const count = end - first;
  if (count <= USED) return Array.from({ length: count }, (_, index) => first + index);
  return Array.from({ length: USED }, (_, index) =>
    index === USED - 1 ? end - 1 : first + Math.floor((index * count) / USED),
  );
}

function raw(slots: number | 'all', words: number): Shape {
  const slotEnd = slots === 'all' ? words : slots;
  return {
    name: `raw ${slots} of ${words}`,
    words,
    tagAt: 0,
    isTagRaw: slots === 0,
    linksAt: spread(1, Math.max(1, slotEnd)),
    lastAt: slotEnd < words && words > 1 ? words - 1 : -1,
    isOpen: slots === 'all',
  };
}

function array(length: number): Shape {
  const words = length + 1;
  return {
    name: `array ${length}`,
    words,
    tagAt: 1,
    isTagRaw: false,
    linksAt: spread(2, words),
    lastAt: -1,
    isOpen: false,
  };
}

function bytes(length: number): Shape {
  const words = 1 + (length >>> 2);
  return {
    name: `bytes ${length}`,
    words,
    tagAt: 1,
    isTagRaw: true,
    linksAt: [],
    lastAt: words - 1,
    isOpen: false,
  };
}

const PAIR: Shape = {
  name: 'pair',
  words: 4,
  tagAt: 0,
  isTagRaw: false,
  linksAt: [1, 2],
  lastAt: 3,
  isOpen: false,
};

/** All shapes; the first, a pair, is made by a layout with fields. */
export const SHAPES: readonly Shape[] = [
  PAIR,
  array(1),
  array(6),
  array(41),
  bytes(12),
  bytes(801),
  raw(0, 2),
  raw(3, 3),
  raw(2, 4),
  raw(9, 33),
  raw(3, 126),
  raw(3, 128),
  raw(62, 129),
  raw('all', 5),
  raw('all', 126),
  raw('all', 2001),
  raw('all', 2047),
  raw('all', 2050),
  raw('all', 5001),
  raw(4, 3300),
  array(2600),
  bytes(9000),
];

/** What the objects of a heap are made by. */
export class Makers {
  private readonly pairs;
  private readonly arrays;
  private readonly bytes;
  private readonly raws: readonly number[];

  constructor(private readonly heap: Heap) {
    this.pairs = heap.layout('Pair', { tag: 'value', left: 'ref', right: 'ref', last: 'i32' });
    this.arrays = heap.arrayLayout('Array', 'value');
    this.bytes = heap.bytesLayout('Bytes');
    this.raws = SHAPES.map(({ name, tagAt, isTagRaw, linksAt, lastAt, isOpen }) => {
      if (!name.startsWith('raw')) return 0;
      const slots = isTagRaw ? 0 : Math.max(tagAt, ...linksAt) + 1;
      return heap.rawLayout(name, isOpen && lastAt === -1 ? 'all' : slots).id;
    });
  }

  /** A new object, with its number in it; `left` is for pairs, whose layout stores it. */
  make(index: number, tag: number, left: Ref): Ref {
    const shape = SHAPES[index]!;
    const { heap } = this;
    if (shape === PAIR) return this.pairs.new({ tag, left, last: ~tag });
    const ref = this.makeZeroed(index, shape);
    const { words } = heap;
    const payload = (ref >>> 2) + 1;
    const first = shape.name.startsWith('raw') ? 0 : 1;
    for (let word = payload + first; word < payload + shape.words; word++)
      if (words[word] !== 0) throw new Error(`a new ${shape.name} has ${words[word]} in it`);
    if (shape.isTagRaw) words[payload + shape.tagAt] = tag << 1;
    else heap.write(ref, shape.tagAt, tag << 1);
    if (shape.lastAt > shape.tagAt) words[payload + shape.lastAt] = ~tag;
    return ref;
  }

  /** Stores a reference into a slot, by what the layout has for it. */
  store(index: number, ref: Ref, slot: number, to: Ref): void {
    const shape = SHAPES[index]!;
    if (shape === PAIR) this.pairs[slot === 1 ? 'left' : 'right'].set(ref, to);
    else if (shape.name.startsWith('array')) this.arrays.setWord(ref, slot - 1, to);
    else this.heap.write(ref, slot, to);
  }

  /** Makes an object so many words longer where it is. */
  grow(index: number, ref: Ref, words: number): boolean {
    if (!SHAPES[index]!.name.startsWith('array')) return this.heap.growInPlace(ref, words);
    return this.arrays.growInPlace(ref, words - 1);
  }

  private makeZeroed(index: number, { name, words }: Shape): Ref {
    if (name.startsWith('array')) return this.arrays.new(words - 1);
    if (name.startsWith('bytes')) return this.bytes.new(Number(name.slice(6)));
    return this.heap.allocateRaw(this.raws[index]!, words);
  }
}
