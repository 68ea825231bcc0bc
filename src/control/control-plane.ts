// The control plane: the only code that decides. Everything below it does, or reports that it could not. Here the policy is
// asked; then an arena is taken, the heap collected, or the request refused.

import type { Address } from '../memory/brands.ts';
import type { PageSource } from '../memory/page-source.ts';
import { LimitedPages } from '../memory/page-source.ts';
import { SparePages } from '../memory/spare-pages.ts';
import { PAGE_BYTES } from '../memory/units.ts';
import type { OutOfMemoryError } from '../memory/errors.ts';
import {
  BadRequestError,
  DisposedError,
  HeapLimitError,
  ReenteredError,
} from '../memory/errors.ts';
import { LAYOUT_LIMIT, MAX_SMALL_BYTES, RECORD_BYTES } from '../object/header.ts';
import { granuleBytes, headerOf, sizeOf } from '../object/header-word.ts';
import { LayoutTable } from '../object/layout.ts';
import type { Ref } from '../object/slot.ts';
import { Arenas, type BumpRegion } from '../arena/arena.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { ARENA_BYTES } from '../arena/geometry.ts';
import { LargeObjects, largeFootprint, MAX_LARGE_BYTES } from '../arena/large-objects.ts';
import { Collector } from '../collect/collector.ts';
import { Evacuator } from '../collect/evacuator.ts';
import { PinTable } from '../collect/pins.ts';
import { RootStack } from '../collect/root-stack.ts';
import { RootTable } from '../collect/roots.ts';
import { Tracer } from '../collect/tracer.ts';
import { WeakTables } from '../collect/weak.ts';
import {
  chooseSources,
  type CollectMode,
  decide,
  type GrowthRule,
  isFutile,
  isSparse,
  isWorthTrimming,
  nextBudget,
  spareBytes,
} from './policy.ts';
import { now } from './clock.ts';
import { Pace } from './pace.ts';
import { CollectionLog, type CollectionReason, type CollectionReport } from './report.ts';

/** Up to this many bytes an object is bumped into whatever hole comes next. */
const MAX_HOLE_FILLER_BYTES = 128;
const WORD_BYTES = 4;

/** What a heap is opened with; heap.ts has the defaults and their meaning. */
export interface ControlOptions {
  readonly limit: number;
  readonly mode: CollectMode;
  readonly growth: GrowthRule;
  readonly softLimit: number;
  readonly preciseRoots: boolean;
  /** Whether collections may trim the space. */
  readonly trims: boolean;
}

/** One heap's allocation, collection and accounting. */
export class ControlPlane {
  /** Dropped arenas that are kept, and below them whatever the pages come from. */
  readonly spares: SparePages;
  readonly pages: LimitedPages;
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly roots: RootTable;
  readonly pins: PinTable;
  readonly tracer: Tracer;
  readonly evacuator: Evacuator;
  readonly weak = new WeakTables();
  readonly layouts: LayoutTable;
  readonly log = new CollectionLog();
  readonly mode: CollectMode;
  /** Whether the policy wants a collection at the next safepoint. */
  collectionDue = false;

  private readonly collector: Collector;
  private readonly stopFollowing: () => void;
  private readonly viewFollowers: (() => void)[] = [];
  private readonly runs: { readonly address: Address; readonly bytes: number }[] = [];
  private readonly stacks: RootStack[] = [];
  private readonly pace = new Pace();
  private readonly growth: Pick<ControlOptions, 'growth' | 'softLimit'>;
  private readonly mayCompact: boolean;
  private readonly trims: boolean;
  private readonly small: BumpRegion;
  private budget: number;
  private futileCollections = 0;
  private isCollecting = false;
  private isDisposed = false;

  constructor(
    private readonly source: PageSource,
    options: ControlOptions,
  ) {
    const { space, owner } = source;
    this.mode = options.mode;
    const limitPages = Math.floor(options.limit / PAGE_BYTES);
    this.spares = new SparePages(source, ARENA_BYTES / PAGE_BYTES, limitPages);
    this.pages = new LimitedPages(this.spares, options.limit);
    this.arenas = new Arenas(this.pages);
    this.larges = new LargeObjects(this.pages);
    this.roots = new RootTable(space, owner);
    this.pins = new PinTable(space, this.roots);
    this.small = this.arenas.small;
    const table = this.reserve(LAYOUT_LIMIT * RECORD_BYTES);
    this.layouts = new LayoutTable(space, table);
    const arenaTable = ArenaTable.of(space);
    this.tracer = new Tracer(arenaTable, table);
    this.evacuator = new Evacuator(arenaTable, this);
    this.collector = new Collector(this);
    this.growth = options;
    this.budget = this.nextBudget(0);
    this.stopFollowing = space.onViewsChanged(() => this.followViews());
    this.trims = options.trims;
    this.mayCompact = options.preciseRoots && this.mode === 'explicit';
  }

  /**
   * A zeroed object of `bytes`, header included. In automatic mode it may collect. Throws HeapLimitError,
   * OutOfMemoryError when the space is full before the limit, BadRequestError above MAX_LARGE_BYTES.
   */
  allocate(layout: number, bytes: number): Ref {
    if (bytes <= MAX_SMALL_BYTES) {
      const size = granuleBytes(bytes);
      const header = headerOf(layout, size);
      const ref = this.small.bump(header, size >>> 2);
      return ref !== 0 ? ref : this.allocateSlow(header, size);
    }
    return this.allocateLarge(layout, bytes);
  }

  /** Makes a large object longer in place; false when it is small, or when there is no room behind it. */
  growInPlace(ref: Ref, bytes: number): boolean {
    this.checkUsable('grow');
    const isLarge = sizeOf(this.source.space.words[ref >>> 2]!) === 0;
    if (!isLarge || !(bytes <= MAX_LARGE_BYTES) || bytes < this.larges.bytesOf(ref)) return false;
    return this.larges.grow(ref, bytes);
  }

  /** Whether `bytes` more, in whole pages, stay within the limit. */
  hasRoom(bytes: number): boolean {
    return this.pages.hasRoom(bytes);
  }

  /** Collects if one is due, or if `bytes` more would spend the budget. Does nothing in mode never. */
  safepoint(bytes: number): void {
    if (this.mode === 'never') return;
    if (this.collectionDue) this.collect('safepoint');
    else if (bytes > 0 && this.entered + bytes > this.budget) this.collect('safepoint');
  }

  /** Collects now, unless the mode is never; and compacts, if asked or if the policy sees reason and the roots allow. */
  collect(reason: CollectionReason, compact = false): CollectionReport {
    this.checkUsable('collect');
    if (this.mode === 'never')
      return this.log.nothingDone(reason, this.pages.used, this.arenas.count);
    const started = now();
    const usedBefore = this.pages.used;
    const dropped = this.arenas.dropped;
    const largesBefore = this.larges.count;
    this.isCollecting = true;
    this.spares.keep(spareBytes(reason));
    try {
      const marked = this.collector.collect();
      const isWorth = compact || (this.mayCompact && isSparse(this.pages.used, marked.bytes));
      const movedObjects = isWorth
        ? this.collector.compact(chooseSources(this.arenas.histogram()))
        : 0;
      const report = this.log.record({
        reason,
        usedBefore,
        usedAfter: this.pages.used,
        liveBytes: marked.bytes,
        liveObjects: marked.objects,
        allocatedBytes: this.allocatedBytes,
        movedObjects,
        arenasDropped: this.arenas.dropped - dropped,
        arenasKept: this.arenas.count,
        largesDropped: largesBefore - this.larges.count,
        pauseMs: now() - started,
      });
      const isFull = !this.pages.hasRoom(ARENA_BYTES);
      const futile = isFull && isFutile(report.freedBytes, this.pages.limit);
      this.futileCollections = futile ? this.futileCollections + 1 : 0;
      this.pace.note(this.allocatedBytes, marked.bytes, report.pauseMs);
      this.budget = this.nextBudget(marked.bytes);
      this.collectionDue = false;
      if (this.trims && isWorthTrimming(this.source.space.pages.stats())) this.giveBack();
      return report;
    } finally {
      this.isCollecting = false;
    }
  }

  /** Bytes of all objects ever allocated, headers included. */
  get allocatedBytes(): number {
    return this.arenas.allocatedBytes + this.larges.allocatedBytes;
  }

  /** Objects ever allocated. */
  get allocatedObjects(): number {
    return this.arenas.allocatedObjects + this.larges.allocatedObjects;
  }

  /** Zeroed pages of the same space that live as long as the heap and count for no limit. */
  reserve(bytes: number): Address {
    const address = this.source.space.reserveRun(bytes, this.source.owner);
    this.runs.push({ address, bytes });
    return address;
  }

  /** A stack of roots that lives as long as the heap. */
  stack(slots: number): RootStack {
    if (!Number.isInteger(slots) || slots < 1)
      throw new BadRequestError(`a stack of ${slots} roots; at least 1`);
    const stack = new RootStack(this.source.space, this.reserve(slots * WORD_BYTES), slots);
    this.stacks.push(stack);
    this.roots.addScanner((visit) => stack.visit(visit));
    return stack;
  }

  /** Gives the memory of all pages that nobody holds back to the operating system; the bytes that were copied. */
  trim(): number {
    this.checkUsable('trim');
    return this.giveBack();
  }

  /** Drops everything and gives every page back. The second time does nothing. */
  dispose(): void {
    if (this.isDisposed) return;
    this.refuseReentry('dispose');
    this.isDisposed = true;
    this.spares.dispose();
    this.arenas.dropAll();
    this.larges.dropAll();
    this.roots.dispose();
    for (const stack of this.stacks) stack.dispose();
    this.stopFollowing();
    const { space, owner } = this.source;
    for (const run of this.runs) space.releaseRun(run.address, run.bytes, owner);
    this.runs.length = 0;
  }

  /** Registers what keeps a view of the space for as long as the heap lives. */
  onViewsChanged(follow: () => void): void {
    this.viewFollowers.push(follow);
  }

  /** Throws when the heap is closed, or when it is called in the middle of a collection. */
  checkUsable(call: string): void {
    if (this.isDisposed) throw new DisposedError('the heap');
    this.refuseReentry(call);
  }

  private giveBack(): number {
    this.spares.keep(0);
    return this.source.space.trim();
  }

  private nextBudget(live: number): number {
    const { growth: rule, softLimit } = this.growth;
    const { allocationRate, markRate } = this.pace;
    const { limit } = this.pages;
    return nextBudget({ mode: this.mode, rule, live, limit, softLimit, allocationRate, markRate });
  }

  private followViews(): void {
    this.arenas.followViews();
    this.roots.followViews();
    for (const stack of this.stacks) stack.followViews(this.source.space);
    for (const follow of this.viewFollowers) follow();
  }

  private refuseReentry(call: string): void {
    if (this.isCollecting) throw new ReenteredError(call);
  }

  private get entered(): number {
    return this.arenas.enteredBytes + this.larges.enteredBytes;
  }

  private allocateSlow(header: number, size: number): Ref {
    this.checkUsable('allocate');
    const region = size <= MAX_HOLE_FILLER_BYTES ? this.small : this.arenas.medium;
    let hasCollected = false;
    for (;;) {
      const ref = region.bump(header, size >>> 2);
      if (ref !== 0) return ref;
      this.noteBudget();
      if (!this.mustCollectFirst(hasCollected) && this.arenas.recycle(region, size)) continue;
      hasCollected = this.makeRoom(ARENA_BYTES, hasCollected, () => this.arenas.take(region));
    }
  }

  private allocateLarge(layout: number, bytes: number): Ref {
    this.checkUsable('allocate');
    if (!(bytes <= MAX_LARGE_BYTES))
      throw new BadRequestError(
        `an object of ${bytes} bytes; up to ${MAX_LARGE_BYTES} are possible`,
      );
    const header = headerOf(layout, 0);
    let ref: Ref = 0;
    let hasCollected = false;
    while (ref === 0) {
      this.noteBudget();
      hasCollected = this.makeRoom(largeFootprint(bytes), hasCollected, () => {
        ref = this.larges.allocate(header, bytes);
        return ref !== 0;
      });
    }
    return ref;
  }

  private noteBudget(): void {
    if (this.entered >= this.budget && this.mode !== 'never') this.collectionDue = true;
  }

  private mustCollectFirst(hasCollected: boolean): boolean {
    return this.mode === 'automatic' && this.collectionDue && !hasCollected;
  }

  /**
   * One round of the slow path: does what the policy says, `take` being how room is taken. Returns
   * whether the request has seen a collection. Throws when there is no way left.
   */
  private makeRoom(asked: number, hasCollected: boolean, take: () => boolean): boolean {
    const decision = decide({
      mode: this.mode,
      used: this.pages.used,
      limit: this.pages.limit,
      asked,
      budget: this.budget - this.entered,
      hasCollected,
      futileCollections: this.futileCollections,
    });
    if (decision === 'take' && take()) return hasCollected;
    const mayCollect = this.mode === 'automatic' && !hasCollected;
    if (decision === 'collect' || (decision === 'take' && mayCollect)) {
      this.collect('allocation');
      return true;
    }
    throw this.refuse(asked);
  }

  private refuse(asked: number): HeapLimitError | OutOfMemoryError {
    this.collectionDue = this.mode !== 'never';
    this.futileCollections = 0;
    return this.pages.hasRoom(asked)
      ? this.source.space.outOfMemory(asked)
      : new HeapLimitError(asked, this.pages.used, this.pages.limit);
  }
}
