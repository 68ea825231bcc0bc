// Finalizers: what is to be called when an object is not reached any more. Such an object is moved
// to a queue and marked again, with all that it reaches, so that its finalizer can use it, and keep
// it. The queue is a root; who runs it, and when, is not decided here.

import type { Address } from '../memory/brands.ts';
import { type Ref, toRef } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import type { Forwarding } from './listeners.ts';
import { WordList } from './word-list.ts';

/** Called once with an object that is not reached any more. */
export type Finalizer = (ref: Ref) => void;

/** What is to be done with an object, and how soon: lower priorities come first. */
export interface Finalization {
  readonly run: Finalizer;
  readonly priority: number;
}

/** An object whose finalizer is due. */
export interface Due {
  /** Its place in the queue, where a collection follows it. */
  readonly place: number;
  readonly finalization: Finalization;
}

/** Pages for the queue, which grow. Taking throws OutOfMemoryError. */
export interface QueuePages {
  words(): Int32Array;
  take(bytes: number): Address;
  giveBack(address: Address): void;
}

const LEAST_WORDS = 1024;

/** The finalizers of one heap. */
export class Finalizers {
  private readonly refs = new WordList();
  private readonly finalizations: Finalization[] = [];
  private readonly due: Finalization[] = [];
  /** The run of words that the queue is in; 0 as long as there is none. */
  private address = 0 as Address;
  private room = 0;

  constructor(private readonly pages: QueuePages) {}

  /** Objects whose finalizers are due; 0 in a place whose finalizer was run. */
  get dueCount(): number {
    return this.due.length;
  }

  /** Has the finalizer run when the object is not reached any more. Throws OutOfMemoryError. */
  add(ref: Ref, finalization: Finalization): void {
    this.makeRoom(1);
    // In this order: where the stack ends in between, the next one takes the same place.
    this.finalizations[this.refs.length] = finalization;
    this.refs.push(ref);
  }

  /** Makes room in the queue for so many more objects, in case that all of them come to it. */
  makeRoom(more: number): void {
    const wanted = this.refs.length + this.due.length + more;
    if (wanted > this.room) this.grow(Math.max(LEAST_WORDS, wanted * 2));
  }

  /** Visits the queue, as words of the space. */
  visitQueue(visit: (start: number, end: number) => void): void {
    const start = this.address >>> 2;
    if (this.due.length > 0) visit(start, start + this.due.length);
  }

  forEach(visit: (ref: Ref) => void): void {
    for (let index = 0; index < this.refs.length; index++) visit(toRef(this.refs.words[index]!));
  }

  /** Moves objects that are not reached to the queue, in the order in which they came. */
  queueDead(lives: Liveness): number {
    return this.queueWhere((ref) => !lives.has(ref));
  }

  /** Moves all objects there. */
  queueAll(): number {
    return this.queueWhere(() => true);
  }

  /** What is due, by priority, and those of one priority in the order in which they came. */
  dueByPriority(): readonly Due[] {
    const waiting = this.due.map((finalization, place) => ({ place, finalization }));
    return waiting.sort((a, b) => a.finalization.priority - b.finalization.priority);
  }

  /** The object in a place of the queue. */
  at(place: number): Ref {
    return toRef(this.pages.words()[(this.address >>> 2) + place]!);
  }

  /** Lets go of the object in a place. */
  release(place: number): void {
    this.pages.words()[(this.address >>> 2) + place] = 0;
  }

  /** Forgets places of the queue, from the first on, all of which were released. */
  forgetFirst(count: number): void {
    const start = this.address >>> 2;
    this.pages.words().copyWithin(start, start + count, start + this.due.length);
    this.due.splice(0, count);
  }

  /**
   * Follows objects that have moved. The queue is a root, but what came to it in this collection
   * was none when its roots were taken; the others are followed twice, which does nothing.
   */
  follow(forward: Forwarding): void {
    const { words, length } = this.refs;
    for (let index = 0; index < length; index++) words[index] = forward(words[index]!);
    this.visitQueue((start, end) => {
      const space = this.pages.words();
      for (let at = start; at < end; at++) space[at] = forward(space[at]!);
    });
  }

  private queueWhere(isDue: (ref: Ref) => boolean): number {
    const { refs, finalizations, due } = this;
    const space = this.pages.words();
    const before = due.length;
    let kept = 0;
    for (let index = 0; index < refs.length; index++) {
      const ref = toRef(refs.words[index]!);
      const finalization = finalizations[index]!;
      if (isDue(ref)) {
        space[(this.address >>> 2) + due.length] = ref;
        due.push(finalization);
      } else {
        refs.words[kept] = ref;
        finalizations[kept++] = finalization;
      }
    }
    refs.length = finalizations.length = kept;
    return due.length - before;
  }

  private grow(words: number): void {
    const address = this.pages.take(words * 4);
    const space = this.pages.words();
    const from = this.address >>> 2;
    space.copyWithin(address >>> 2, from, from + this.due.length);
    if (this.address !== 0) this.pages.giveBack(this.address);
    this.address = address;
    this.room = words;
  }
}
