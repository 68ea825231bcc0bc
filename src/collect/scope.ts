/// <reference lib="esnext.disposable" preserve="true" />
// Scopes: handles that go together, at the end of a block of the host's code.

import { instanceOf, refuseArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import type { Ref } from '../object/slot.ts';
import { type Root, RootTable } from './roots.ts';

let scopes = 0;

/** What a scope holds that has ended: it is never written to. */
const NO_ROOTS: Root[] = [];

/** A group of handles that are released together. */
export class Scope {
  /** What tells this scope from others. A symbol would take longer to make than all the rest. */
  readonly identity = ++scopes;
  readonly #table: RootTable;
  #roots: Root[] = [];
  #hasEnded = false;

  /** Made by a heap. */
  constructor(table: RootTable) {
    if (!(table instanceof RootTable))
      refuseArgument('Scope', 'table', table, instanceOf(RootTable));
    this.#table = table;
  }

  static {
    showAs(Scope, (scope) =>
      scope.#hasEnded ? 'Scope (ended)' : `Scope { ${scope.#roots.length} roots }`,
    );
  }

  /** A handle that this scope releases at its end. Throws HandleError when that has come, and what `heap.root` throws. */
  root(ref: Ref = 0): Root {
    if (this.#hasEnded) throw new HandleError('a scope that has ended takes no root');
    const root = this.#table.root(ref);
    this.#roots.push(root);
    return root;
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
