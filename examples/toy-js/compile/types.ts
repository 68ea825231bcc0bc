import type { Word } from '../runtime/values/words.ts';

/**
 * What the nodes of the tree are compiled to: closures over everything known when the program
 * was read, called with the frame of the activation.
 */
export type Expr = (fp: number) => Word;
/** An expression whose truth alone is wanted. */
export type Test = (fp: number) => boolean;
/** An expression whose value as a number is wanted: no Double is made for it. */
export type Num = (fp: number) => number;
/** A statement; says how it ended. */
export type Exec = (fp: number) => Completion;
/** Takes a word to where it belongs. It roots what it needs of it. */
export type Store = (fp: number, word: Word) => void;

/**
 * How a statement ended. Label k of a function breaks as FIRST_LABEL + 2k and continues as
 * that plus one. A returned word waits in the frame's result slot.
 */
export const enum Completion {
  NORMAL = 0,
  BREAK = 1,
  CONTINUE = 2,
  RETURN = 3,
  FIRST_LABEL = 4,
}
