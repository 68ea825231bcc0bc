// The shadow stack: frames, and words that natives root.

import type { Heap } from '../../../../src/index.ts';
import { FRAME_HEADER, STACK_SLACK } from './limits.ts';
import type { Word } from '../values/words.ts';

/**
 * The guest's stack: a run of words in the heap's address space. docs/toy-js.md draws a frame.
 * Every word in [base, sp) is a valid word, and a root.
 */
export class ShadowStack {
  sp: number;
  /** Frame of the running function, guest or native. */
  fp: number;
  /** Units of host stack in use; past `depthLimit` a guest RangeError. */
  depth = 0;
  readonly base: number;
  /** A frame must end below this. */
  readonly limit: number;
  private readonly words: Int32Array;

  /** Of `size` words; `overflow` throws the guest's RangeError. */
  constructor(
    heap: Heap,
    size: number,
    readonly depthLimit: number,
    readonly overflow: () => never,
  ) {
    this.words = heap.words;
    this.base = (heap.reserve(size * 4) >>> 2) + FRAME_HEADER;
    this.limit = this.base + size - FRAME_HEADER - STACK_SLACK;
    this.sp = this.base;
    this.fp = this.base;
    heap.addScanner((visit) => visit(this.base, this.sp));
  }

  /** Before a program: empty. */
  reset(): void {
    this.sp = this.base;
    this.fp = this.base;
    this.depth = 0;
  }

  /** Roots a word above the running native's frame; returns its absolute index. */
  push(word: Word): number {
    if (this.sp >= this.limit + STACK_SLACK) this.overflow();
    this.words[this.sp] = word;
    return this.sp++;
  }

  /** Takes back the last word pushed. */
  pop(): Word {
    return this.words[--this.sp]!;
  }

  /** Throws the guest's RangeError if `count` more words would pass the stack's end. */
  ensure(count: number): void {
    if (this.sp + count > this.limit) this.overflow();
  }
}
