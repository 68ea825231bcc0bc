// Objects with weak fields: words that refer without keeping alive. After the mark, those are set
// to null whose objects are not reached.

import { layoutOf } from '../object/header-word.ts';
import type { LayoutTable } from '../object/layout.ts';
import { isRef, type Ref } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import type { Forwarding } from './listeners.ts';
import { WordList } from './word-list.ts';

/** The objects of one heap that have weak fields, in the order in which they were made. */
export class WeakHolders {
  private readonly refs = new WordList();

  constructor(private readonly layouts: LayoutTable) {}

  /** Takes an object that was just made. */
  add(ref: Ref): void {
    this.refs.push(ref);
  }

  forEach(visit: (ref: Ref) => void): void {
    for (let index = 0; index < this.refs.length; index++) visit(this.refs.words[index] as Ref);
  }

  /** Sets the weak fields to null whose objects are not reached. */
  clearDead(lives: Liveness): void {
    this.forEachWeak(lives.words, (word, at) => {
      if (!lives.has(word)) lives.words[at] = 0;
    });
  }

  /** Forgets the objects that are not reached. */
  forgetDead(lives: Liveness): void {
    const { words, length } = this.refs;
    let kept = 0;
    for (let index = 0; index < length; index++)
      if (lives.has(words[index]!)) words[kept++] = words[index]!;
    this.refs.length = kept;
  }

  /** Follows objects that have moved. */
  follow(space: Int32Array, forward: Forwarding): void {
    const { words, length } = this.refs;
    for (let index = 0; index < length; index++) words[index] = forward(words[index]!);
    this.forEachWeak(space, (word, at) => (space[at] = forward(word)));
  }

  /** Visits the weak fields that hold a reference, and the words of the space where they are. */
  private forEachWeak(space: Int32Array, visit: (word: Ref, at: number) => void): void {
    this.forEach((ref) => {
      const header = ref >>> 2;
      const { first, end } = this.layouts.weakSlotsOf(layoutOf(space[header]!));
      for (let at = header + first; at < header + end; at++) {
        const word = space[at]!;
        if (isRef(word)) visit(word, at);
      }
    });
  }
}
