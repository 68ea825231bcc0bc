// Lists of references that somebody goes through while the heap may collect: what has died in them
// becomes 0, what has moved is followed.

import { isRef } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import type { Forwarding } from './listeners.ts';
import type { WordList } from './word-list.ts';

/** The lists of one heap that are being gone through. */
export class WeakLists {
  private readonly lists = new Set<WordList>();

  /** Calls `body` while the heap looks after the list. */
  during<Result>(list: WordList, body: () => Result): Result {
    this.lists.add(list);
    try {
      return body();
    } finally {
      this.lists.delete(list);
    }
  }

  clearDead(lives: Liveness): void {
    for (const { words, length } of this.lists)
      for (let index = 0; index < length; index++)
        if (isRef(words[index]!) && !lives.has(words[index]!)) words[index] = 0;
  }

  follow(forward: Forwarding): void {
    for (const { words, length } of this.lists)
      for (let index = 0; index < length; index++) words[index] = forward(words[index]!);
  }
}
