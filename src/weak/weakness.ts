// Weakness, as a collection goes through it between mark and sweep:
//
//   1. values whose keys live are marked, until there is nothing new (ephemerons.ts)
//   2. the host's listeners are shown what lives, and may have more live (listeners.ts)
//   3. weak fields, weak handles, entries and registrations of what is dead are cleared, all of
//      them before anybody can tell one from another
//   4. what is dead and has a finalizer is queued, and marked with all that it reaches
//   5. the heap's own tables forget what is dead even so
//
// So a weak reference to an object is cleared before the object's finalizer has it live again. What
// is to be called is called later, when the heap may be used.

import type { AddressSpace } from '../memory/address-space.ts';
import type { Address } from '../memory/brands.ts';
import type { Faults } from '../memory/faults.ts';
import type { LayoutTable } from '../object/layout.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import { type Liveness, ReachedMap } from '../arena/reached-map.ts';
import { Cells } from './cells.ts';
import { Ephemerons } from './ephemerons.ts';
import { Finalizers, type QueuePages } from './finalizers.ts';
import { WeakHandles } from './handles.ts';
import { WeakHolders } from './holders.ts';
import { type Forwarding, type LivenessTest, WeakListeners } from './listeners.ts';
import { WeakLists } from './lists.ts';
import type { RangeMark } from './marker.ts';

/** What weakness needs of its heap. */
export interface WeaknessParts {
  readonly space: AddressSpace;
  readonly table: ArenaTable;
  readonly layouts: LayoutTable;
  readonly faults: Faults;
  readonly queue: QueuePages;
  /** MARKER_BYTES of the space. */
  readonly marker: Address;
  readonly mark: RangeMark;
}

/** All that one heap holds weakly. */
export class Weakness {
  readonly listeners: WeakListeners;
  readonly ephemerons: Ephemerons;
  readonly holders: WeakHolders;
  readonly handles = new WeakHandles();
  readonly lists = new WeakLists();
  readonly cells = new Cells();
  readonly finalizers: Finalizers;
  private readonly tables: ((isLive: LivenessTest) => void)[] = [];
  private map: ReachedMap;

  constructor(private readonly parts: WeaknessParts) {
    const { space, table, layouts, faults, marker, mark } = parts;
    this.map = new ReachedMap(space);
    this.listeners = new WeakListeners(faults);
    this.ephemerons = new Ephemerons(space, table, marker, mark, () => this.map);
    this.holders = new WeakHolders(layouts);
    this.finalizers = new Finalizers(parts.queue);
  }

  /** Re-reads the views after a trim. */
  followViews(): void {
    this.map = new ReachedMap(this.parts.space);
  }

  /**
   * Registers a table of the heap's own: it is to forget what does not live, once nothing can live
   * again any more. (A string that a finalizer has live again must stay the one of its text.)
   */
  addTable(prune: (isLive: LivenessTest) => void, follow: (forward: Forwarding) => void): void {
    this.tables.push(prune);
    this.listeners.addFollower(follow);
  }

  /** Before a mark, which keeps what earlier ones have reached or does not. */
  begin(keepsOld: boolean): void {
    this.ephemerons.begin(keepsOld);
  }

  /**
   * After the mark from the roots: finds all that lives. Throws an Interruption where a listener
   * throws.
   */
  trace(): void {
    const { ephemerons, map } = this;
    ephemerons.trace();
    this.listeners.process(
      (ref) => map.has(ref),
      (ref) => {
        ephemerons.mark(ref);
        ephemerons.trace();
      },
    );
  }

  /** Clears what refers weakly to the dead, and lets those live again that have finalizers. */
  settle(): void {
    const { ephemerons, finalizers, map } = this;
    this.clear(map);
    if (finalizers.queueDead(map) > 0) {
      finalizers.visitQueue((start, end) => ephemerons.markRange(start, end));
      ephemerons.trace();
    }
    this.forget(map);
  }

  /** Clears what refers weakly to what does not live. */
  clear(lives: Liveness): void {
    this.holders.clearDead(lives);
    this.handles.clearDead(lives);
    this.lists.clearDead(lives);
    this.ephemerons.prune(lives);
    this.cells.clearDead(lives);
  }

  /** Forgets what does not live, in the heap's own tables and lists. */
  forget(lives: Liveness): void {
    for (const prune of this.tables) prune((ref) => lives.has(ref));
    this.holders.forgetDead(lives);
    this.ephemerons.forgetDead(lives);
  }

  /** Has all that refers weakly follow objects that have moved. */
  follow(forward: Forwarding): void {
    this.holders.follow(this.map.words, forward);
    this.ephemerons.follow(forward);
    this.handles.follow(forward);
    this.lists.follow(forward);
    this.cells.follow(forward);
    this.finalizers.follow(forward);
    this.listeners.follow(forward);
  }
}
