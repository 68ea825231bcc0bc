// The shapes of a model's objects: around every boundary that layouts, arenas and map words have,
// and those that have to do with weakness.

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
  /** Where it refers weakly. */
  readonly weakAt: readonly number[];
  /** The slot of a weak map or set of its own; -1 where there is none. */
  readonly mapAt: number;
  /** The priority of its layout's finalizer, if that has one. */
  readonly priority?: number;
}

const STRONG = { weakAt: [], mapAt: -1 } as const;

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
    ...STRONG,
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
    ...STRONG,
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
    ...STRONG,
  };
}

export const PAIR: Shape = {
  name: 'pair',
  words: 4,
  tagAt: 0,
  isTagRaw: false,
  linksAt: [1, 2],
  lastAt: 3,
  isOpen: false,
  ...STRONG,
};

/** The first, a pair, is made by a layout with fields. */
const PLAIN: readonly Shape[] = [
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

const WATCHER: Shape = {
  ...PAIR,
  name: 'watcher',
  words: 5,
  linksAt: [1],
  weakAt: [2, 3],
  lastAt: 4,
};
const CLOSER: Shape = { ...PAIR, name: 'closer', words: 3, linksAt: [1], lastAt: 2, priority: 0 };
const LATE: Shape = { ...PAIR, name: 'late', linksAt: [1], weakAt: [2], priority: 1 };
const MAPPED: Shape = { ...PAIR, name: 'mapped', linksAt: [2], mapAt: 1 };
const GROUPED: Shape = { ...PAIR, name: 'grouped', linksAt: [2], mapAt: 1 };

/** Those that have to do with weakness. */
const WEAK: readonly Shape[] = [WATCHER, CLOSER, LATE, MAPPED, GROUPED];

/** All shapes. */
export const SHAPES: readonly Shape[] = [...PLAIN, ...WEAK];

/** From this number on, a program means a shape that has to do with weakness. */
export const WEAK_SHAPES = 100;

/** The shape that a program means. */
export function shapeOf(number: number): number {
  if (number < WEAK_SHAPES) return number % PLAIN.length;
  return PLAIN.length + ((number - WEAK_SHAPES) % WEAK.length);
}
