// The running of a collection: its figures before and after, what the budget learns from it, and
// who is told of it. When one is to run is for the control plane to say.

import type { Occupancy } from '../arena/occupancy.ts';
import { type ArenaIndex, StackNeed } from '../arena/arena-table.ts';
import { ARENA_BYTES, GRANULES_PER_ARENA } from '../arena/geometry.ts';
import { POISON } from '../object/header.ts';
import type { Collected, CollectionScope } from '../collect/collector.ts';
import type { EvacuationCut } from '../collect/evacuator.ts';
import { Interruption } from '../memory/faults.ts';
import type { Budget } from './budget.ts';
import { now } from './clock.ts';
import type { Gate } from './gate.ts';
import type { Observers } from './observers.ts';
import type { HeapParts } from './parts.ts';
import {
  chooseSources,
  reclaimableBytes,
  isSparse,
  isWorthTrimming,
  spareBytes,
} from './policy.ts';
import type { Stress } from './stress.ts';
import { CollectionLog, type CollectionReason, type CollectionReport } from './report.ts';

/** More live granules than an arena can have. */
const FULLER_THAN_FULL = GRANULES_PER_ARENA + 1;

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
  readonly stress: Stress;
  /** Called after each collection, when the heap may be used. */
  readonly afterwards: () => void;
  /** Throws CorruptHeapError; called after each collection of a heap whose stress says so. */
  readonly verify: () => void;
}

/** Runs the collections of one heap. */
export class Collections {
  readonly log = new CollectionLog();
  private drawn: { readonly from: Occupancy; readonly bytes: number } | undefined;

  constructor(
    private readonly parts: HeapParts,
    private readonly budget: Budget,
    private readonly observers: Observers,
    private readonly gate: Gate,
    private readonly options: CollectionOptions,
  ) {}

  /**
   * Collects. What a callback of the host throws before anything was freed, and the first of what
   * they throw later, is thrown when the heap is in order; but where an allocation is the reason,
   * who listens for errors is told of it in its place. Returns undefined where there was no
   * collection for such a cause.
   */
  run(request: CollectionRequest): CollectionReport | undefined {
    const { stress, verify } = this.options;
    const isForAllocation = request.reason === 'allocation';
    this.announce(request);
    let report: CollectionReport | undefined;
    try {
      report = this.keepRecent(request, () => stress.atStackEnd(() => this.collect(request)));
      if (stress.options.verify === true) verify();
    } catch (error) {
      const isInterruption = error instanceof Interruption;
      if (!isInterruption || !isForAllocation) {
        // What was noted before is told now, not by the next collection.
        this.settleFaults(true);
        throw isInterruption ? error.reason : error;
      }
      this.parts.faults.note(error.reason);
    }
    if (report !== undefined) this.tell(report);
    this.settleFaults(isForAllocation);
    return report;
  }

  /** Tells who wants to know it that one is about to begin. */
  private announce({ reason, scope }: CollectionRequest): void {
    const { observers, parts } = this;
    if (!observers.hasHeralds) return;
    const announcement = Object.freeze({ reason, scope, used: parts.pages.used });
    const tell = (): readonly unknown[] => observers.announce(announcement);
    parts.faults.noteAll(this.gate.tell('onBeforeCollection', tell));
  }

  /** Tells of the faults that were noted, or throws the first of them. */
  settleFaults(mustNotThrow: boolean): void {
    const [first, ...others] = this.parts.faults.take();
    if (first === undefined) return;
    for (const fault of others) this.observers.tellError(fault);
    if (!mustNotThrow) throw first;
    this.observers.tellError(first);
  }

  /**
   * What was made last lives on where an allocation is the reason, since nothing may refer to it
   * yet.
   */
  private keepRecent<Result>({ reason }: CollectionRequest, collect: () => Result): Result {
    const { recent } = this.parts;
    if (reason !== 'allocation') {
      recent.forget();
      return collect();
    }
    // Before their books change: the stack must not end while they are found, pinned and let go.
    this.parts.table.reserveStack(StackNeed.Collection);
    return recent.keepDuring(collect);
  }

  /**
   * Bytes of arenas that a compaction would empty, as far as the last sweep tells. Drawn once for
   * each.
   */
  get reclaimableBytes(): number {
    const occupancy = this.parts.arenas.occupancy();
    if (occupancy.freeBytes < ARENA_BYTES) return 0;
    if (this.drawn?.from !== occupancy)
      this.drawn = { from: occupancy, bytes: reclaimableBytes(occupancy.histogram) };
    return this.drawn.bytes;
  }

  private collect({ reason, scope: asked, compact }: CollectionRequest): CollectionReport {
    const { parts, log } = this;
    const { pages, arenas, larges, tracer } = parts;
    parts.table.reserveStack(StackNeed.Collection);
    const started = now();
    const usedBefore = pages.used;
    const dropped = arenas.dropped;
    const largesBefore = larges.count;
    const handedOut = parts.enteredBytes;
    const liveBefore = log.liveBytes;
    const scope = tracer.canKeepOld ? asked : 'full';
    parts.checker?.begin({ by: 'collection', ordinal: log.collections + 1, reason });
    const found = this.mark(reason, scope, compact);
    if (scope === 'full') parts.roots.returnChunks();
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
    const { spares, returns, collector, faults, roots } = this.parts;
    this.gate.isCollecting = true;
    try {
      roots.freeze(true);
      returns.retry();
      faults.attempt(() => spares.keep(spareBytes(reason)));
      const found = collector.collect(scope, ({ bytes }) => this.planCompaction(compact, bytes));
      if (scope === 'young' && this.poisons) this.parts.arenas.fillHoles(POISON);
      return found;
    } finally {
      roots.freeze(false);
      this.gate.isCollecting = false;
    }
  }

  private get poisons(): boolean {
    return this.options.stress.options.poison === true;
  }

  private planCompaction(isAsked: boolean, live: number): EvacuationCut | undefined {
    const { pages, arenas } = this.parts;
    const { moveAll, neverReuse } = this.options.stress.options;
    if (this.poisons) arenas.fillHoles(POISON);
    if (moveAll === true) return this.moveEverything(neverReuse === true);
    const isWorth = isAsked || (this.options.mayCompact && isSparse(pages.used, live));
    return isWorth && neverReuse !== true ? chooseSources(arenas.histogram()) : undefined;
  }

  /**
   * All arenas are emptied, into others that have nothing in them; or, where there is no room for
   * that, into each other's holes.
   */
  private moveEverything(neverReuse: boolean): EvacuationCut | undefined {
    const { arenas, faults } = this.parts;
    const wanted = arenas.count + 1;
    const empty: ArenaIndex[] = [];
    faults.attempt(() => arenas.takeEmpty(wanted, empty));
    if (!neverReuse || empty.length === wanted) return { below: FULLER_THAN_FULL, quota: 0, empty };
    arenas.giveBack(empty);
    return undefined;
  }

  private tell(report: CollectionReport): void {
    const { faults, source } = this.parts;
    const { space } = source;
    if (report.scope === 'full' && this.options.trims && isWorthTrimming(space.pages.stats()))
      faults.attempt(() => this.giveBack());
    faults.noteAll(this.observers.tellCollection(report));
    this.options.afterwards();
  }

  /**
   * Gives the memory of all pages that nobody holds back to the operating system; the bytes that
   * were copied.
   */
  giveBack(): number {
    this.parts.faults.attempt(() => this.parts.spares.keep(0));
    return this.parts.source.space.trim();
  }
}
