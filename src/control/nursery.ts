// The young of a heap: how many bytes are handed out before they are collected, and when the old
// must be looked at too.

import type { CollectionScope } from '../collect/collector.ts';
import { chooseScope, nextNursery } from './policy.ts';

/** What is known between two full collections. Without a nursery, every collection is full. */
export class Nursery {
  private size: number;
  private liveAfterFull = 0;

  /**
   * @param least bytes handed out between two collections of the young at least; 0 for no nursery.
   * @param growth bytes that may be handed out, or become old, before the first full collection.
   */
  constructor(
    private readonly least: number,
    private growth: number,
  ) {
    this.size = least;
  }

  /**
   * A full collection found so many bytes alive; before the next, so many more may be handed out or
   * become old.
   */
  noteFull(live: number, growth: number): void {
    this.liveAfterFull = live;
    this.growth = growth;
  }

  /** A collection of the young found that so many of the bytes that were handed out survived. */
  noteYoung(handedOut: number, survived: number): void {
    const { least, size } = this;
    if (least === 0) return;
    // Beyond the growth it has no effect, and could not shrink in time.
    const most = Math.max(least, this.growth);
    this.size = Math.min(most, nextNursery({ least, size, handedOut, survived }));
  }

  /**
   * Bytes to hand out before the next collection, where `live` are held for alive and a heap
   * without a nursery would hand out `budget`.
   */
  budgetAt(live: number, budget: number): number {
    if (this.least === 0) return budget;
    const left = this.liveAfterFull + this.growth - live;
    return Math.min(budget, Math.max(this.least, Math.min(this.size, left)));
  }

  /**
   * What the next collection is to look at, where `live` bytes are held for alive and `room` could
   * still be handed out.
   */
  scopeAt(live: number, room: number): CollectionScope {
    const { least, liveAfterFull, growth } = this;
    return chooseScope({ nursery: least, grown: live - liveAfterFull, growth, room });
  }
}
