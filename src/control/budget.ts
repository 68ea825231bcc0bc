// The budget of one heap: how many bytes may be handed out before a collection is due, what the
// next one is to look at, and how full the heap has been. It keeps the figures; the policy draws
// from them.

import { ARENA_BYTES } from '../arena/geometry.ts';
import type { CollectionScope } from '../collect/collector.ts';
import type { HeapParts } from './parts.ts';
import { Nursery } from './nursery.ts';
import { Pace } from './pace.ts';
import { type CollectMode, type GrowthRule, isFutile, leastNursery, nextBudget } from './policy.ts';
import type { CollectionReport } from './report.ts';

/** What a heap's budget is drawn from. */
export interface BudgetOptions {
  readonly mode: CollectMode;
  readonly growth: GrowthRule;
  /** Bytes. */
  readonly softLimit: number;
  /** Bytes between two collections of the young; 0 where all are full. */
  readonly nursery: number;
}

/** Figures that last from one collection to the next. Bytes. */
export class Budget {
  /** Whether a collection is wanted at the next safepoint. */
  isDue = false;
  /** Full collections in a row that freed next to nothing while the heap was full. */
  futileCollections = 0;
  private readonly pace = new Pace();
  private readonly nursery: Nursery;
  private size: number;
  private external = 0;
  /** The least that there were since the last collection. */
  private externalBefore = 0;

  constructor(
    private readonly parts: HeapParts,
    private readonly options: BudgetOptions,
  ) {
    const growth = this.growthAt(0);
    const { limit } = parts.pages;
    this.nursery = new Nursery(leastNursery(options.nursery, limit), growth);
    this.size = this.nursery.budgetAt(0, growth);
  }

  /** What may still be handed out before a collection is due. */
  get left(): number {
    return this.size - this.parts.enteredBytes - (this.external - this.externalBefore);
  }

  /** Bytes outside of the heap that its objects hold, as the host says. */
  get externalBytes(): number {
    return this.external;
  }

  /** Counts bytes that objects hold outside of the heap: they are pressure like any others. */
  addExternal(bytes: number): void {
    this.external += bytes;
    // What was given back does not pay for what comes later.
    this.externalBefore = Math.min(this.externalBefore, this.external);
    this.note();
  }

  /** Looks whether the budget is spent. */
  note(): void {
    if (this.options.mode !== 'never' && this.left <= 0) this.isDue = true;
  }

  /** Spends what is left. */
  spend(): void {
    this.size -= Math.max(0, this.left);
    this.note();
  }

  /** Says that a request was refused: whatever can be freed is wanted next. */
  noteRefusal(): void {
    this.isDue = this.options.mode !== 'never';
    this.futileCollections = 0;
  }

  /**
   * Which objects a collection is to look at, where `live` bytes are held for alive and `asked` are
   * to be had after it.
   */
  scopeFor(asked: number, live: number): CollectionScope {
    const { reachable: limit, used } = this.parts.pages;
    if (!this.parts.tracer.canKeepOld) return 'full';
    return this.nursery.scopeAt(live, limit - used - asked);
  }

  /**
   * Draws what is to be drawn from a collection, for which so many bytes had been handed out, and
   * `liveBefore` held for alive.
   */
  noteCollection(report: CollectionReport, handedOut: number, liveBefore: number): void {
    const { liveBytes, scope } = report;
    if (scope === 'full') this.noteFull(report);
    else this.nursery.noteYoung(handedOut, liveBytes - liveBefore);
    this.size = this.nursery.budgetAt(liveBytes, this.growthAt(liveBytes));
    this.externalBefore = this.external;
    this.isDue = false;
  }

  private noteFull({ freedBytes, liveBytes, pauseMs }: CollectionReport): void {
    const { limit } = this.parts.pages;
    const isFull = !this.parts.pages.hasRoom(ARENA_BYTES);
    this.futileCollections = isFull && isFutile(freedBytes, limit) ? this.futileCollections + 1 : 0;
    this.pace.note(this.parts.allocatedBytes, liveBytes, pauseMs);
    this.nursery.noteFull(liveBytes, this.growthAt(liveBytes));
  }

  private growthAt(live: number): number {
    const { mode, growth: rule } = this.options;
    const { allocationRate, markRate } = this.pace;
    const limit = this.parts.pages.reachable;
    const softLimit = Math.min(this.options.softLimit, limit);
    return nextBudget({ mode, rule, live, limit, softLimit, allocationRate, markRate });
  }
}
