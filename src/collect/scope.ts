/// <reference lib="esnext.disposable" preserve="true" />
// Scopes: handles that go together, at the end of a block of the host's code.

import { instanceOf, refuseArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import type { Ref } from '../object/slot.ts';
import { Root, RootTable } from './roots.ts';

let scopes = 0;

/** What a scope holds that has ended: it is never written to. */
const NO_ROOTS: Root[] = [];

/** A group of handles that are released together. */
export class Scope {
  /** What tells this scope from others. A symbol would take longer to make than all the rest. */
  readonly identity = ++scopes;
  readonly #table: RootTable;
  readonly #outer: Scope | undefined;
  #roots: Root[] = [];
  #hasEnded = false;

  /** Made by a heap. `outer` is the scope that it is opened in. */
  constructor(table: RootTable, outer?: Scope) {
    if (!(table instanceof RootTable))
      refuseArgument('Scope', 'table', table, instanceOf(RootTable));
    this.#table = table;
    this.#outer = outer;
  }

  static {
    showAs(Scope, (scope) =>
      scope.#hasEnded ? 'Scope (ended)' : `Scope { ${scope.#roots.length} roots }`,
    );
  }

  /**
   * A handle that this scope releases at its end. Throws HandleError when that has come, and what
   * `heap.root` throws.
   */
  root(ref: Ref = 0): Root {
    if (this.#hasEnded) throw new HandleError('a scope that has ended takes no root');
    const root = this.#table.root(ref);
    this.#roots.push(root);
    return root;
  }

  /**
   * Lets an object outlive the scope: a handle of the enclosing scope, or one that its holder
   * releases where there is none. `kept` is a reference, or a root of this scope, which is
   * released. Throws HandleError when the scope has ended, for a root that is of another scope or
   * is released, and for a reference of another heap.
   */
  escape(kept: Root | Ref): Root {
    if (this.#hasEnded) throw new HandleError('nothing escapes from a scope that has ended');
    const ref = kept instanceof Root ? this.#refOf(kept) : kept;
    let outer = this.#outer;
    while (outer !== undefined && outer.#hasEnded) outer = outer.#outer;
    const escaped = outer === undefined ? this.#table.root(ref) : outer.root(ref);
    if (kept instanceof Root) kept.release();
    return escaped;
  }

  #refOf(root: Root): Ref {
    if (root.isReleased || !this.#roots.includes(root))
      throw new HandleError('a root escapes only from the scope that made it, before its release');
    return root.ref;
  }

  /** Releases every handle of the scope, and ends it. */
  release(): void {
    this.#hasEnded = true;
    for (const root of this.#roots) root.release();
    this.#roots = NO_ROOTS;
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
