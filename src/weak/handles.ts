/// <reference lib="esnext.disposable" preserve="true" />
// Weak handles: places outside of the heap that refer to objects without keeping them alive.

import { instanceOf, refuseArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { isRef, type Ref, toRef } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import type { Forwarding } from './listeners.ts';
import { WordList } from './word-list.ts';

/** What a table of handles needs of the heap. */
export interface HandleHost {
  /** Throws DisposedError, ReenteredError. */
  checkUsable(call: string): void;
  /** Lets an object live until the end of the job, whoever refers to it. */
  keepDuringJob(ref: Ref): void;
  /** The number of the job. */
  readonly job: number;
}

/** The weak handles of one heap. */
export class WeakHandles {
  /** References; in a free place twice the number of the next one that is free, which is none. */
  private readonly refs = new WordList();
  /** The number of the first free place, counted from 1; 0: none. */
  private firstFree = 0;

  add(ref: Ref, host: HandleHost): WeakHandle {
    const { refs } = this;
    const isNew = this.firstFree === 0;
    if (isNew) refs.push(0);
    const place = isNew ? refs.length - 1 : this.firstFree - 1;
    if (!isNew) this.firstFree = refs.words[place]! >>> 1;
    refs.words[place] = ref;
    return new WeakHandle(this, place, host);
  }

  read(place: number): Ref {
    return toRef(this.refs.words[place]!);
  }

  release(place: number): void {
    this.refs.words[place] = this.firstFree << 1;
    this.firstFree = place + 1;
  }

  /** Sets those to null whose objects are not reached. */
  clearDead(lives: Liveness): void {
    const { words, length } = this.refs;
    for (let place = 0; place < length; place++)
      if (isRef(words[place]!) && !lives.has(words[place]!)) words[place] = 0;
  }

  /** Follows objects that have moved. */
  follow(forward: Forwarding): void {
    const { words, length } = this.refs;
    for (let place = 0; place < length; place++)
      if (isRef(words[place]!)) words[place] = forward(words[place]!);
  }
}

const RELEASED = -1;
const NO_JOB = -1;

/** A reference that does not keep its object alive. Made by `heap.weak`. */
export class WeakHandle {
  /** What tells this handle from others. */
  readonly identity = Symbol('weak handle');
  readonly #table: WeakHandles;
  readonly #host: HandleHost;
  #place: number;
  /** The job in which its object was kept last. */
  #job = NO_JOB;

  constructor(table: WeakHandles, place: number, host: HandleHost) {
    if (!(table instanceof WeakHandles))
      refuseArgument('WeakHandle', 'table', table, instanceOf(WeakHandles));
    this.#table = table;
    this.#host = host;
    this.#place = place;
  }

  static {
    showAs(WeakHandle, (handle) => {
      if (handle.#place === RELEASED) return 'WeakHandle (released)';
      return `WeakHandle → ${handle.#table.read(handle.#place) === 0 ? 'null' : 'an object'}`;
    });
  }

  /**
   * The object, or 0 once a collection has found it dead. What is handed out lives until the end of
   * the job, as JavaScript's WeakRef has it: until `heap.endJob()`, which is called by itself when
   * the host's event loop goes on. Throws HandleError after the release, DisposedError, and
   * ReenteredError in the middle of a collection.
   */
  deref(): Ref {
    if (this.#place === RELEASED) throw new HandleError('a weak handle was read after its release');
    const host = this.#host;
    host.checkUsable('deref');
    const ref = this.#table.read(this.#place);
    if (ref !== 0 && this.#job !== host.job) {
      host.keepDuringJob(ref);
      this.#job = host.job;
    }
    return ref;
  }

  /** Gives the place back. The second time it does nothing. */
  release(): void {
    if (this.#place === RELEASED) return;
    this.#table.release(this.#place);
    this.#place = RELEASED;
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
