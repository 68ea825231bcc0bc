/// <reference lib="esnext.disposable" preserve="true" />
// Scopes: handles that go together, at the end of a block of the host's code.

import { checkArgument, instanceOf } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import type { Ref } from '../object/slot.ts';
import { type Root, RootTable } from './roots.ts';

/** A group of handles that are released together. */
export class Scope {
  /** What tells this scope from others. */
  readonly identity = Symbol('scope');
  readonly #table: RootTable;
  readonly #roots: Root[] = [];
  #hasEnded = false;

  /** Made by a heap. */
  constructor(table: RootTable) {
    this.#table = checkArgument('Scope', 'table', table, instanceOf(RootTable));
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
    this.#roots.length = 0;
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
