// What a heap holds weakly: handles, maps and sets, finalizers, registries, identity hashes.

import { callable, checkArgument, checkOptions, withDefault } from './memory/check.ts';
import { integerOf, integerWord, type Ref } from './object/slot.ts';
import { StackNeed } from './arena/arena-table.ts';
import { PRIORITY } from './access/announcing.ts';
import { WeakMapLayout, WeakSetLayout } from './access/weak-maps.ts';
import type { Root } from './collect/roots.ts';
import { FinalizationRegistry } from './control/registry.ts';
import { HeapVisits } from './heap-visits.ts';
import type { Finalizer } from './weak/finalizers.ts';
import type { WeakHandle } from './weak/handles.ts';

const CALLBACK = callable<unknown>();
const RULES = { priority: withDefault(PRIORITY, 0) };
const HASH_BITS = 30;
/** Odd: so many hashes are different until all bits were used. */
const HASH_STEP = 0x2545f491;

/** The part of a heap that knows what does not keep its objects alive. */
export class HeapWeakness extends HeapVisits {
  #hashes: { readonly layout: WeakMapLayout; readonly map: Root } | undefined;
  #lastHash = 0;

  /**
   * A handle that does not keep the object alive. Throws HandleError for what is no object of this
   * heap, DisposedError, ReenteredError.
   */
  weak(ref: Ref): WeakHandle {
    const { plane } = this;
    plane.gate.checkUsable('weak');
    plane.roots.checkObject(ref);
    return plane.weak.handles.add(ref, plane.finalization);
  }

  /** Registers a layout of weak maps, which uses up two numbers. Throws as `layout` does. */
  weakMapLayout(name: string): WeakMapLayout {
    this.plane.gate.checkUsable('weakMapLayout');
    return new WeakMapLayout(this.plane, name);
  }

  /** Registers a layout of weak sets, which uses up two numbers. Throws as `layout` does. */
  weakSetLayout(name: string): WeakSetLayout {
    this.plane.gate.checkUsable('weakSetLayout');
    return new WeakSetLayout(this.plane, name);
  }

  /**
   * Has a function called once with the object, when a collection has found that nothing reaches it
   * any more, or the heap is closed. It is called when the event loop goes on, or by
   * `runFinalizers`, may use the heap, and may let the object live again. Of those that are due
   * together, lower priorities come first. Throws HandleError, BadRequestError, OutOfMemoryError,
   * DisposedError, ReenteredError; then nothing was registered.
   */
  finalize(ref: Ref, finalizer: Finalizer, options: { readonly priority?: number } = {}): void {
    const { plane } = this;
    plane.gate.checkUsable('finalize');
    plane.finalization.checkOpen('finalize');
    plane.roots.checkObject(ref);
    checkArgument('finalize', 'finalizer', finalizer, CALLBACK);
    const { priority } = checkOptions('finalize', options, RULES);
    plane.weak.finalizers.add(ref, { run: finalizer, priority });
  }

  /**
   * A registry whose callback is told what an object was registered with, after a collection has
   * found that nothing reaches it any more: JavaScript's, for objects of this heap.
   */
  finalizationRegistry<Held>(callback: (held: Held) => void): FinalizationRegistry<Held> {
    this.plane.gate.checkUsable('finalizationRegistry');
    checkArgument('finalizationRegistry', 'callback', callback, CALLBACK);
    return new FinalizationRegistry(this.plane.finalization, callback);
  }

  /**
   * Runs the finalizers and the callbacks of registries that are due, for hosts that never go back
   * to their event loop; how many were run. What they throw is told to `onError`. Throws
   * ReenteredError in one of them, and in the middle of a collection or of a visit.
   */
  runFinalizers(): number {
    this.plane.gate.checkFree('runFinalizers');
    // No finalizer is run again because the stack has ended before it was noted that it was run.
    this.plane.parts.table.reserveStack(StackNeed.Collection);
    return this.plane.finalization.run();
  }

  /** Ends the job: what weak handles have given out in it may die from now on. */
  endJob(): void {
    this.plane.gate.checkUsable('endJob');
    this.plane.finalization.endJob();
  }

  /**
   * A number of 30 bits that an object keeps for as long as it lives, wherever it moves; once its
   * finalizer is due it is given another. Another object may have the same. The first time it
   * allocates, and what that collects for keeps the object alive. Throws HandleError,
   * HeapLimitError, DisposedError, ReenteredError.
   */
  identityHash(ref: Ref): number {
    this.plane.gate.checkUsable('identityHash');
    this.plane.roots.checkObject(ref);
    if (this.#hashes === undefined) return this.#hashFirst(ref);
    const { layout, map } = this.#hashes;
    const found = layout.get(map.ref, ref);
    if (found !== undefined) return integerOf(found);
    this.#lastHash = (this.#lastHash + HASH_STEP) & ((1 << HASH_BITS) - 1);
    return integerOf(layout.getOrInsert(map.ref, ref, integerWord(this.#lastHash)));
  }

  /** Makes the map, and keeps the object meanwhile; a callback of the host may make it as well. */
  #hashFirst(ref: Ref): number {
    const { roots } = this.plane;
    const held = roots.root(ref);
    try {
      const layout = this.weakMapLayout('identity hashes');
      const map = layout.new();
      this.#hashes ??= { layout, map: roots.root(map) };
      return this.identityHash(held.ref);
    } finally {
      held.release();
    }
  }
}
