/// <reference lib="esnext.disposable" preserve="true" />
// Sets of roots: objects that somebody stashes away, and takes out again by what he was given.

import { instanceOf, refuseArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import type { Ref } from '../object/slot.ts';
import { type Root, RootTable } from './roots.ts';

/** Objects that live until they are dropped from the set, or the set is released. */
export class RootSet {
  /** What tells this set from others. */
  readonly identity = Symbol('root set');
  readonly #table: RootTable;
  readonly #roots = new Set<Root>();

  /** Made by a heap. */
  constructor(table: RootTable) {
    if (!(table instanceof RootTable))
      refuseArgument('RootSet', 'table', table, instanceOf(RootTable));
    this.#table = table;
  }

  static {
    showAs(RootSet, (set) => `RootSet { ${set.size} roots }`);
  }

  get size(): number {
    return this.#roots.size;
  }

  /**
   * Keeps an object alive; what comes back stands for it. Throws HandleError for what is no
   * reference of this heap, DisposedError, ReenteredError.
   */
  stash(ref: Ref): Root {
    this.#table.checkObject(ref);
    const root = this.#table.root(ref);
    this.#roots.add(root);
    return root;
  }

  /** The object. Throws HandleError for a root that this set has not given, or has dropped. */
  fetch(root: Root): Ref {
    if (!this.contains(root)) throw new HandleError('a root that this set of roots does not hold');
    return root.ref;
  }

  /** Whether the root is one of this set, and was not released. */
  contains(root: Root): boolean {
    return this.#roots.has(root) && !root.isReleased;
  }

  /** Lets an object go; whether the set held it. */
  drop(root: Root): boolean {
    const hadIt = this.contains(root);
    if (this.#roots.delete(root)) root.release();
    return hadIt;
  }

  /** Lets all of them go. */
  release(): void {
    for (const root of this.#roots) root.release();
    this.#roots.clear();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
