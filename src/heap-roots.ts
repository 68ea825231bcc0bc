// What keeps objects alive from outside: roots, pins, scopes, stacks and sets of roots.

import { callable, checkArgument, wholeNumber } from './memory/check.ts';
import { BadRequestError } from './memory/errors.ts';
import { MAX_RUN_BYTES } from './memory/units.ts';
import type { Ref } from './object/slot.ts';
import { StackNeed } from './arena/arena-table.ts';
import type { Pin } from './collect/pins.ts';
import { RootSet } from './collect/root-set.ts';
import type { RootStack } from './collect/root-stack.ts';
import type { Root } from './collect/roots.ts';
import { Scope } from './collect/scope.ts';
import { guardStack } from './access/checked-access.ts';
import { HeapLayouts } from './heap-layouts.ts';

const DEFAULT_STACK_SLOTS = 4096;
const STACK_SLOTS = wholeNumber(1, MAX_RUN_BYTES / 4 - 1, 'roots');
const CALLBACK = callable<unknown>();

const AsyncFunction = (async () => {}).constructor;

function isPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as { readonly then?: unknown }).then === 'function';
}

function refusePromise(): never {
  throw new BadRequestError(
    'scope: its body goes on after it has returned, when the handles are released; use scopeAsync',
  );
}

async function runIn<Result>(
  scope: Scope,
  body: (scope: Scope) => Promise<Result>,
): Promise<Result> {
  try {
    return await body(scope);
  } finally {
    scope.release();
  }
}

/** The part of a heap that keeps its objects alive. */
export class HeapRoots extends HeapLayouts {
  /** The innermost scope that is open. */
  #scope: Scope | undefined;

  /**
   * A handle on an object, or on nothing yet. Throws HandleError for a reference of another heap.
   */
  root(ref: Ref = 0): Root {
    this.plane.gate.checkUsable('root');
    return this.#noted('a root', this.plane.roots.root(ref));
  }

  /**
   * Keeps an object alive and in its place. Pins nest. Throws HandleError for 0 and for a reference
   * of another heap.
   */
  pin(ref: Ref): Pin {
    this.plane.gate.checkUsable('pin');
    this.plane.roots.checkObject(ref);
    return this.#noted('a pin', this.plane.pins.pin(ref));
  }

  /**
   * Runs `body` with a scope whose handles are released when it returns or throws; it takes none
   * afterwards. A body that goes on later is refused by BadRequestError: that is for `scopeAsync`.
   */
  scope<Result>(body: (scope: Scope) => Result): Result {
    this.plane.gate.enter('scope', StackNeed.Handles);
    checkArgument('scope', 'body', body, CALLBACK);
    // Before it has begun, where that can be told.
    if (body.constructor === AsyncFunction) refusePromise();
    const outer = this.#scope;
    const scope = (this.#scope = new Scope(this.plane.roots, outer));
    try {
      const result = body(scope);
      if (isPromise(result)) refusePromise();
      return result;
    } finally {
      this.#scope = outer;
      scope.release();
    }
  }

  /**
   * The same for a body that awaits: its handles are released when the promise is settled that it
   * returns. What escapes from it is for its holder to release.
   */
  scopeAsync<Result>(body: (scope: Scope) => Promise<Result>): Promise<Result> {
    this.plane.gate.enter('scopeAsync', StackNeed.Handles);
    checkArgument('scopeAsync', 'body', body, CALLBACK);
    return runIn(new Scope(this.plane.roots), body);
  }

  /**
   * A scope that its holder releases, or the end of the block: `using scope = heap.openScope()`.
   */
  openScope(): Scope {
    this.plane.gate.enter('openScope', StackNeed.Handles);
    return new Scope(this.plane.roots);
  }

  /** A set of objects that are kept alive, and go together when it is released. */
  rootSet(): RootSet {
    this.plane.gate.checkUsable('rootSet');
    return new RootSet(this.plane.roots);
  }

  /**
   * A stack of up to `slots` slot words (default 4,096), for recursive functions that hold objects
   * while they allocate: a push costs one store. It lives as long as the heap, and counts for no
   * limit. Throws BadRequestError, OutOfMemoryError.
   */
  stack(slots = DEFAULT_STACK_SLOTS): RootStack {
    this.plane.gate.enter('stack', StackNeed.Pages);
    checkArgument('stack', 'slots', slots, STACK_SLOTS);
    const { checker, reserved, roots } = this.plane;
    const stack = reserved.stack(slots, roots);
    return checker === undefined ? stack : guardStack(checker, stack);
  }

  /** In checked mode, takes down where a handle was made, in case that it is never released. */
  #noted<Handle extends Root | Pin>(what: string, handle: Handle): Handle {
    this.plane.checker?.sites.note(what, handle);
    return handle;
  }
}
