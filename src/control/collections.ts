// The running of a collection: its figures before and after, what the budget learns from it, and who is told of it. When one is to
// run is for the control plane to say.

import { StackNeed } from '../arena/arena-table.ts';
import type { Collected, CollectionScope } from '../collect/collector.ts';
import { Interruption } from '../memory/faults.ts';
import type { Budget } from './budget.ts';
import { now } from './clock.ts';
import type { Observers } from './observers.ts';
import type { HeapParts } from './parts.ts';
import { chooseSources, isSparse, isWorthTrimming, spareBytes } from './policy.ts';
import { CollectionLog, type CollectionReason, type CollectionReport } from './report.ts';

/** What is asked of a collection. */
export interface CollectionRequest {
  readonly reason: CollectionReason;
  readonly scope: CollectionScope;
  /** Whether objects are to move, however dense the heap is. */
  readonly compact: boolean;
}

/** What of the heap's options a collection looks at. */
export interface CollectionOptions {
  /** Whether objects may move although nobody asked for it. */
  readonly mayCompact: boolean;
  /** Whether the memory of free pages is given back where much of it is idle. */
  readonly trims: boolean;
}

/** Runs the collections of one heap. */
export class Collections {
  readonly log = new CollectionLog();
  /** Whether one runs, host callbacks included: the heap must not be entered then. */
  isRunning = false;

  constructor(
    private readonly parts: HeapParts,
    private readonly budget: Budget,
    private readonly observers: Observers,
    private readonly options: CollectionOptions,
  ) {}

  /**
   * Collects. What a callback of the host throws before anything was freed, and the first of what they throw later, is thrown when the
   * heap is in order; but where an allocation is the reason, who listens for errors is told of it in its place. Returns undefined where
   * there was no collection for such a cause.
   */
  run(request: CollectionRequest): CollectionReport | undefined {
    this.parts.table.reserveStack(StackNeed.Collection);
    const isForAllocation = request.reason === 'allocation';
    let report: CollectionReport | undefined;
    try {
      report = this.collect(request);
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      if (!isForAllocation) throw error.reason;
      this.parts.faults.note(error.reason);
    }
    if (report !== undefined) this.tell(report);
    this.settleFaults(isForAllocation);
    return report;
  }

  /** Tells of the faults that were noted, or throws the first of them. */
  settleFaults(mustNotThrow: boolean): void {
    const [first, ...others] = this.parts.faults.take();
    if (first === undefined) return;
    for (const fault of others) this.observers.tellError(fault);
    if (!mustNotThrow) throw first;
    this.observers.tellError(first);
  }

  private collect({ reason, scope: asked, compact }: CollectionRequest): CollectionReport {
    const { parts, log } = this;
    const { pages, arenas, larges, tracer } = parts;
    const started = now();
    const usedBefore = pages.used;
    const dropped = arenas.dropped;
    const largesBefore = larges.count;
    const handedOut = parts.enteredBytes;
    const liveBefore = log.liveBytes;
    const scope = tracer.canKeepOld ? asked : 'full';
    const found = this.mark(reason, scope, compact);
    const report = log.record({
      reason,
      scope,
      usedBefore,
      usedAfter: pages.used,
      liveBytes: found.bytes,
      liveObjects: found.objects,
      allocatedBytes: parts.allocatedBytes,
      movedObjects: found.moved,
      arenasDropped: arenas.dropped - dropped,
      arenasKept: arenas.count,
      largesDropped: largesBefore - larges.count,
      pauseMs: now() - started,
    });
    this.budget.noteCollection(report, handedOut, liveBefore);
    return report;
  }

  private mark(reason: CollectionReason, scope: CollectionScope, compact: boolean): Collected {
    const { pages, spares, returns, arenas, collector, faults } = this.parts;
    const { mayCompact } = this.options;
    this.isRunning = true;
    try {
      returns.retry();
      faults.attempt(() => spares.keep(spareBytes(reason)));
      return collector.collect(scope, ({ bytes }) =>
        compact || (mayCompact && isSparse(pages.used, bytes))
          ? chooseSources(arenas.histogram())
          : undefined,
      );
    } finally {
      this.isRunning = false;
    }
  }

  private tell(report: CollectionReport): void {
    const { faults, source } = this.parts;
    const { space } = source;
    if (report.scope === 'full' && this.options.trims && isWorthTrimming(space.pages.stats()))
      faults.attempt(() => this.giveBack());
    faults.noteAll(this.observers.tellCollection(report));
  }

  /** Gives the memory of all pages that nobody holds back to the operating system; the bytes that were copied. */
  giveBack(): number {
    this.parts.faults.attempt(() => this.parts.spares.keep(0));
    return this.parts.source.space.trim();
  }
}
