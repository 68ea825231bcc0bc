// How an index of an arena, or a handle of a slot map, is put together. From the lowest bit up:
//
//   0            width                        width + generationBits
//   | slot       | generation                 | tag: 8 bits, only where one is given |
//   | 8, 16, 32  | 1 … what is left of 53     | 0 … 255                              |
//
// 53 bits are what a number holds exactly. Slot 0 is never handed out, so that 0 is "none", as page
// 0 and the word 0 are elsewhere, and a zeroed column of indexes holds no index.

import {
  checkArgument,
  type Checked,
  checkOptions,
  flag,
  oneOf,
  optional,
  text,
  wholeNumber,
  withDefault,
} from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';

/** Bits of the slot number. */
export type IndexWidth = 8 | 16 | 32;

/** The index that names nothing. */
export type NoIndex = 0;

/** How indexes are made; shared by arenas and slot maps. */
export interface IndexOptions<Name extends string = string> {
  /**
   * What errors call it; as a type, it keeps the indexes of two tables of one element type apart.
   */
  readonly name?: Name;
  /** Bits of the slot number: 8 → 255 slots, 16 → 65,535, 32 → 4,294,967,295. Default 32. */
  readonly width?: IndexWidth;
  /** Bits of the generation, from 1. Default and maximum: what width and tag leave of 53. */
  readonly generationBits?: number;
  /**
   * 0 … 255: tables with different tags refuse each other's indexes. Default none, which takes no
   * bits.
   */
  readonly tag?: number;
  /**
   * Default true. False turns the check of every access off; see the class for what then remains.
   */
  readonly checked?: boolean;
}

/** What a side table needs to know of the table that its keys come from. */
export interface IndexTable<Index extends number> {
  readonly name: string;
  /** Whether the index names something now; false for any number that does not. */
  has(index: Index): boolean;
  /** The slot number of an index, from 1. Throws HandleError where a `get` would. */
  slotOf(index: Index): number;
}

/** An index, taken apart. */
export interface IndexParts {
  readonly slot: number;
  readonly generation: number;
  readonly tag: number;
}

const NUMBER_BITS = 53;
const TAG_BITS = 8;
const MAX_TAG = 2 ** TAG_BITS - 1;
const OPTIONS = {
  name: optional(text),
  width: withDefault(oneOf(8, 16, 32), 32),
  generationBits: optional(wholeNumber(1, NUMBER_BITS, 'bits')),
  tag: optional(wholeNumber(0, MAX_TAG)),
  checked: withDefault(flag, true),
};
const ROW_OPTIONS = { ...OPTIONS, reserve: withDefault(wholeNumber(1, 2 ** 32 - 1, 'items'), 15) };

/** Options as they were checked. */
export type IndexChoices = Checked<typeof OPTIONS>;
/** The same of a table that has rows. */
export type RowChoices = Checked<typeof ROW_OPTIONS>;

/** Options of a table without rows; `what` names it. Throws BadRequestError. */
export function indexChoices(what: string, options: unknown): IndexChoices {
  return checkOptions(what, options, OPTIONS);
}

/** Options of a table that has rows. */
export function rowChoices(what: string, options: unknown): RowChoices {
  return checkOptions(what, options, ROW_OPTIONS);
}

/** The places of slot, generation and tag. */
export class IndexBits {
  readonly width: IndexWidth;
  /** 2 to the width: the distance between two generations of one slot. */
  readonly span: number;
  /** How many generations there are. */
  readonly generations: number;
  /** What the tag adds to every index. */
  readonly tagBase: number;
  private readonly tag: number;

  /** Throws BadRequestError for more bits of generation than there is room for. */
  constructor(what: string, { width, tag, generationBits: asked }: IndexChoices) {
    const room = NUMBER_BITS - width - (tag === undefined ? 0 : TAG_BITS);
    const possible = withDefault(wholeNumber(1, room, 'bits'), room);
    const generationBits = checkArgument(what, 'generationBits', asked, possible);
    this.width = width;
    this.span = 2 ** width;
    this.generations = 2 ** generationBits;
    this.tag = tag ?? 0;
    this.tagBase = this.tag * this.span * this.generations;
  }

  /** Slots that can be in use at once. */
  get capacity(): number {
    return this.span - 1;
  }

  /**
   * What a number says as an index; undefined for what can be none: 0, negative, fractional, NaN.
   */
  split(index: number): IndexParts | undefined {
    if (!Number.isSafeInteger(index) || index <= 0) return undefined;
    const slot = index % this.span;
    const above = (index - slot) / this.span;
    const generation = above % this.generations;
    return { slot, generation, tag: (above - generation) / this.generations };
  }

  /**
   * Throws the HandleError that says why `index` was refused. `generationOf` tells the present
   * generation of a slot, undefined for a slot that was never used.
   */
  refuse(index: number, name: string, generationOf: (slot: number) => number | undefined): never {
    const parts = this.split(index);
    if (parts === undefined || parts.slot === 0)
      throw new HandleError(
        index === 0
          ? `0 is no index of ${name}: it stands for none; test for it before the access`
          : `${index} is no index of ${name}: indexes are positive integers that it handed out`,
      );
    const { slot, generation, tag } = parts;
    if (tag !== this.tag)
      throw new HandleError(
        `index ${index} has the tag ${tag}, ${name} has ${this.tag}: it is another's`,
      );
    const present = generationOf(slot);
    if (present === undefined)
      throw new HandleError(
        `slot ${slot} of ${name} was never handed out: index ${index} is another's`,
      );
    if (generation > present)
      throw new HandleError(
        `index ${index} is of generation ${generation}, slot ${slot} of ${name} has only come to ${present}: ` +
          "it is another's",
      );
    throw new HandleError(
      generation === present
        ? `index ${index} of ${name} names nothing: its value is not made, or it was given back`
        : `index ${index} of ${name} is stale: of generation ${generation}, now it is ${present}; ` +
            'drop indexes when what they name is cleared or removed',
    );
  }
}
