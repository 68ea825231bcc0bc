// The control plane: the only code that decides. Everything below it does, or reports that it could
// not. Here it is said when the heap may be entered, when it is collected, and when it ends; what
// to do about figures, the policy says.

import { ReenteredError } from '../memory/errors.ts';
import { LeakError } from '../memory/misuse.ts';
import { NO_VIEWS, type ViewsHolder } from '../memory/no-views.ts';
import type { PageSource } from '../memory/page-source.ts';
import type { Quota } from '../memory/quota.ts';
import type { Views } from '../memory/views.ts';
import type { Ref } from '../object/slot.ts';
import { StackNeed } from '../arena/arena-table.ts';
import type { CollectionScope } from '../collect/collector.ts';
import { Allocation } from './allocation.ts';
import { CheckedAllocation } from './checked-allocation.ts';
import { Budget, type BudgetOptions } from './budget.ts';
import { Checkpoints, type HeapCheckpoint } from './checkpoints.ts';
import { Collections } from './collections.ts';
import { Finalization } from './finalization.ts';
import { Gate } from './gate.ts';
import { Observers } from './observers.ts';
import { HeapParts } from './parts.ts';
import type { CollectMode } from './policy.ts';
import type { Stress } from './stress.ts';
import type { CollectionReason, CollectionReport } from './report.ts';

/** What a heap is opened with; heap.ts has the defaults and their meaning. */
export interface ControlOptions extends BudgetOptions {
  readonly name: string;
  /** Whether the page source ends with the heap. */
  readonly ownsSource: boolean;
  readonly limit: number;
  readonly marksHeaders: boolean;
  readonly checked: boolean;
  readonly quota?: Quota | undefined;
  readonly preciseRoots: boolean;
  /** Whether collections may trim the space. */
  readonly trims: boolean;
  readonly stress: Stress;
  /** Throws CorruptHeapError. */
  readonly verify: () => void;
}

/** One heap's allocation, collection and accounting. */
export class ControlPlane implements ViewsHolder {
  readonly parts: HeapParts;
  readonly allocation: Allocation;
  readonly gate: Gate;
  readonly observers = new Observers();
  readonly finalization: Finalization;
  readonly mode: CollectMode;
  private readonly budget: Budget;
  private readonly collections: Collections;
  private readonly checkpoints: Checkpoints;
  private readonly mayMove: boolean;
  private readonly stress: Stress;
  private readonly countsSafepoints: boolean;

  /** Throws OutOfMemoryError; then nothing is left behind. */
  constructor(source: PageSource, options: ControlOptions) {
    const { mode, preciseRoots, stress } = options;
    this.mode = mode;
    this.mayMove = preciseRoots;
    this.parts = new HeapParts(source, options);
    this.gate = new Gate(this.parts);
    this.finalization = new Finalization({
      weak: this.parts.weak,
      roots: this.parts.roots,
      observers: this.observers,
      checkUsable: (call) => this.gate.checkUsable(call),
    });
    this.budget = new Budget(this.parts, options);
    this.collections = new Collections(this.parts, this.budget, this.observers, this.gate, {
      mayCompact: preciseRoots && mode === 'explicit',
      afterwards: () => this.finalization.schedule(),
      trims: options.trims,
      stress,
      verify: options.verify,
    });
    this.checkpoints = new Checkpoints(this.parts, this.log, mode);
    const { gate } = this;
    this.stress = stress;
    this.countsSafepoints = stress.collects && mode !== 'never';
    const allocationOptions = { mode, preciseRoots, gate, stress, observers: this.observers };
    const { parts, budget, collections } = this;
    this.allocation =
      parts.checker === undefined
        ? new Allocation(parts, budget, collections, allocationOptions)
        : new CheckedAllocation(parts.checker, parts, budget, collections, allocationOptions);
  }

  // What is reached through the plane: the parts by their names.
  get pages(): HeapParts['pages'] {
    return this.parts.pages;
  }

  get spares(): HeapParts['spares'] {
    return this.parts.spares;
  }

  get arenas(): HeapParts['arenas'] {
    return this.parts.arenas;
  }

  get larges(): HeapParts['larges'] {
    return this.parts.larges;
  }

  get roots(): HeapParts['roots'] {
    return this.parts.roots;
  }

  get pins(): HeapParts['pins'] {
    return this.parts.pins;
  }

  get barrier(): HeapParts['barrier'] {
    return this.parts.barrier;
  }

  get weak(): HeapParts['weak'] {
    return this.parts.weak;
  }

  get reserved(): HeapParts['reserved'] {
    return this.parts.reserved;
  }

  get checker(): HeapParts['checker'] {
    return this.parts.checker;
  }

  get layouts(): HeapParts['layouts'] {
    return this.parts.layouts;
  }

  get allocatedBytes(): number {
    return this.parts.allocatedBytes;
  }

  get allocatedObjects(): number {
    return this.parts.allocatedObjects;
  }

  /** Bytes of arenas that a compaction would give back, as the last collection found them. */
  get reclaimableBytes(): number {
    return this.collections.reclaimableBytes;
  }

  /** What accessors see: the space's views, and none once the heap is closed. */
  get views(): Views {
    return this.gate.isDisposed ? NO_VIEWS : this.parts.source.space;
  }

  /** Bytes outside of the heap that its objects hold, as the host says. */
  get externalBytes(): number {
    return this.budget.externalBytes;
  }

  adjustExternal(bytes: number): number {
    this.budget.addExternal(bytes);
    return this.externalBytes;
  }

  onViewsChanged(follow: () => void): void {
    this.parts.onViewsChanged(follow);
  }

  allocate(layout: number, bytes: number): Ref {
    return this.allocation.allocate(layout, bytes);
  }

  allocateFreely(header: number, size: number): Ref {
    return this.allocation.allocateFreely(header, size);
  }

  allocateCollecting(header: number, size: number): Ref {
    return this.allocation.allocateCollecting(header, size);
  }

  growInPlace(ref: Ref, bytes: number): boolean {
    return this.allocation.growInPlace(ref, bytes);
  }

  /** The collections so far, summed up. */
  get log(): Collections['log'] {
    return this.collections.log;
  }

  /** Whether the policy wants a collection at the next safepoint, or stress wants to count it. */
  get collectionDue(): boolean {
    return this.budget.isDue || this.countsSafepoints;
  }

  /**
   * Collects if one is due, or if `bytes` more would spend the budget or find no room. Does nothing
   * in mode never.
   */
  safepoint(bytes: number): void {
    const { budget } = this;
    if (this.mode === 'never') return;
    if (this.countsSafepoints && this.stress.isDue()) budget.spend();
    if (budget.isDue || (bytes > 0 && bytes > budget.left))
      this.collect('safepoint', budget.scopeFor(bytes, this.log.liveBytes));
    if (bytes > 0 && this.mayMove && this.allocation.needsCompaction(bytes))
      this.collect('safepoint', 'full', true);
  }

  /**
   * Collects now, unless the mode is never; and compacts, if asked or if the policy sees reason and
   * the roots allow.
   */
  collect(reason: CollectionReason, asked: CollectionScope, compact = false): CollectionReport {
    this.gate.checkFree('collect');
    const { parts, allocation } = this;
    if (this.mode === 'never')
      return this.log.nothingDone(reason, parts.pages.used, parts.arenas.count);
    const scope = allocation.wantsCompaction ? 'full' : asked;
    const report = this.collections.run({
      reason,
      scope,
      compact: compact || allocation.wantsCompaction,
    });
    allocation.wantsCompaction = false;
    // Only a collection for an allocation may end without a report.
    return report!;
  }

  /**
   * A moment to go back to. Throws BadRequestError for a mode in which objects are freed one by
   * one.
   */
  checkpoint(): HeapCheckpoint {
    this.gate.checkFree('checkpoint');
    return this.checkpoints.take();
  }

  /** Goes back; the bytes that were given back. Throws what the page source throws, at the end. */
  rewind(checkpoint: HeapCheckpoint): number {
    this.gate.checkFree('rewind');
    this.parts.table.reserveStack(StackNeed.Collection);
    const freed = this.checkpoints.rewind(checkpoint, () => this.finalization.run());
    this.finalization.schedule();
    this.collections.settleFaults(false);
    return freed;
  }

  /**
   * Gives the memory of all pages that nobody holds back to the operating system; the bytes that
   * were copied. Throws the first of what the page source throws, at the end.
   */
  trim(): number {
    this.gate.checkFree('trim');
    this.parts.table.reserveStack(StackNeed.Collection);
    const copied = this.collections.giveBack();
    this.collections.settleFaults(false);
    return copied;
  }

  /**
   * Drops everything and gives every page back. The second time it does nothing, but for pages that
   * the page source did not take at first: these it offers again. Throws the first of what the
   * source throws, at the end.
   */
  dispose(): void {
    this.gate.refuseReentry('dispose');
    this.gate.refuseInVisit('dispose');
    if (this.finalization.isRunning) throw new ReenteredError('dispose', 'a finalizer');
    if (!this.gate.isDisposed) {
      // Before finalizers run: it is not closed a second time.
      this.parts.table.reserveStack(StackNeed.Collection);
      this.finalization.close();
      this.tellLeaks();
    }
    // Who was told of leaks may have closed it.
    if (this.gate.isDisposed) {
      this.parts.release();
    } else {
      this.gate.isDisposed = true;
      this.parts.dispose();
    }
    this.collections.settleFaults(false);
  }

  /** In checked mode: tells who listens for errors which handles were never released. */
  private tellLeaks(): void {
    const leaks = this.checker?.sites.takeLeaks() ?? [];
    if (leaks.length > 0) this.observers.tellError(new LeakError(this.parts.options.name, leaks));
  }

  /** Tells of what the host's callbacks threw where nothing was collected. */
  tellFaults(): void {
    this.collections.settleFaults(true);
  }
}
