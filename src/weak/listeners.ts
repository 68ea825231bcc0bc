// Weakness of the host's own tables: after the mark and before the sweep, each is shown what lives
// and prunes the rest.

import { type Faults, Interruption } from '../memory/faults.ts';
import { Listeners } from '../memory/listeners.ts';
import type { SlotWord } from '../object/slot.ts';

/** Whether the mark that just ended reached the object. */
export type LivenessTest = (ref: SlotWord) => boolean;

/** Has an object live that the mark has not reached, with all that it reaches. */
export type Resurrection = (ref: SlotWord) => void;

/**
 * Called between mark and sweep. It may read objects, forget references, and have objects live; it
 * must not allocate.
 */
export type MarkedListener = (isLive: LivenessTest, resurrect: Resurrection) => void;

/** Where an object is now. */
export type Forwarding = <Word extends SlotWord>(ref: Word) => Word;

/**
 * Called after objects have moved. It must store, for each reference that it holds, where that has
 * gone; it must not allocate.
 */
export type MovedListener = (forward: Forwarding) => void;

/** The listeners of one heap. */
export class WeakListeners {
  private readonly listeners = new Listeners<[LivenessTest, Resurrection]>();
  private readonly followers = new Listeners<[Forwarding]>();

  /** @param faults takes what followers throw. */
  constructor(private readonly faults: Faults) {}

  /** Registers a table's pruning; the function that comes back removes it. */
  add(listener: MarkedListener): () => void {
    return this.listeners.add(listener);
  }

  /** Registers a table's following of moved objects; the function that comes back removes it. */
  addFollower(listener: MovedListener): () => void {
    return this.followers.add(listener);
  }

  /**
   * Has each table learn where its objects are. One that throws stops no other: its exception is a
   * fault.
   */
  follow(forward: Forwarding): void {
    this.faults.noteAll(this.followers.callAll(forward).thrown);
  }

  /**
   * Has each table forget what is dead. When one throws, the others are called all the same; then
   * an Interruption is thrown.
   */
  process(isLive: LivenessTest, resurrect: Resurrection): void {
    if (this.listeners.count === 0) return;
    const { thrown } = this.listeners.callAll(isLive, resurrect);
    if (thrown.length > 0) throw new Interruption(thrown[0]);
  }
}
