// Weakness of the host's own tables: after the mark and before the sweep, each is shown what lives and prunes the rest.

import type { Ref } from '../object/slot.ts';

/** Whether the mark that just ended reached the object. */
export type LivenessTest = (ref: Ref) => boolean;

/** Called between mark and sweep. It may read objects and forget references; it must not allocate. */
export type MarkedListener = (isLive: LivenessTest) => void;

/** Where an object is now. */
export type Forwarding = (ref: Ref) => Ref;

/** Called after objects have moved. It must store, for each reference that it holds, where that has gone; it must not allocate. */
export type MovedListener = (forward: Forwarding) => void;

/** The weak tables of one heap. */
export class WeakTables {
  private readonly listeners = new Set<MarkedListener>();
  private readonly followers = new Set<MovedListener>();

  /** Registers a table's pruning; the function that comes back removes it. */
  add(listener: MarkedListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Registers a table's following of moved objects; the function that comes back removes it. */
  addFollower(listener: MovedListener): () => void {
    this.followers.add(listener);
    return () => {
      this.followers.delete(listener);
    };
  }

  follow(forward: Forwarding): void {
    for (const follower of this.followers) follower(forward);
  }

  process(isLive: LivenessTest): void {
    for (const listener of this.listeners) listener(isLive);
  }
}
