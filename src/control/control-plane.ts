// The control plane: the only code that decides. Everything below it does, or reports that it could not. Here the policy is
// asked; then an arena is taken, the heap collected, or the request refused.

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
import { Arenas, type BumpRegion, REGIONS_BYTES } from '../arena/arena.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { ARENA_BYTES } from '../arena/geometry.ts';
import { LargeObjects, largeFootprint, MAX_LARGE_BYTES } from '../arena/large-objects.ts';
import { WriteBarrier } from '../collect/barrier.ts';
import { type CollectionScope, Collector } from '../collect/collector.ts';
import { Evacuator } from '../collect/evacuator.ts';
import { PinTable } from '../collect/pins.ts';
import { RootTable } from '../collect/roots.ts';
import { Tracer } from '../collect/tracer.ts';
import { WeakTables } from '../collect/weak.ts';
import {
  chooseSources,
  type CollectMode,
  type Decision,
  decide,
  type Figures,
  type GrowthRule,
  isFutile,
  isSparse,
  isWorthTrimming,
  nextBudget,
  spareBytes,
} from './policy.ts';
import { now } from './clock.ts';
import { Nursery } from './nursery.ts';
import { Pace } from './pace.ts';
import { ReservedRuns } from './reserved-runs.ts';
import { CollectionLog, type CollectionReason, type CollectionReport } from './report.ts';

/** Up to this many bytes an object is bumped into whatever hole comes next. */
const MAX_HOLE_FILLER_BYTES = 128;
const LAYOUT_TABLE_BYTES = LAYOUT_LIMIT * RECORD_BYTES;

/** What a heap is opened with; heap.ts has the defaults and their meaning. */
export interface ControlOptions {
  readonly limit: number;
  readonly mode: CollectMode;
  readonly growth: GrowthRule;
  readonly softLimit: number;
  /** Bytes between two collections of the young; 0 where all are full. */
  readonly nursery: number;
  readonly preciseRoots: boolean;
  /** Whether collections may trim the space. */
  readonly trims: boolean;
}

/** What was collected for a request so far. */
type Collected = CollectionScope | 'nothing';

/** One heap's allocation, collection and accounting. */
export class ControlPlane {
  /** Dropped arenas that are kept, and below them whatever the pages come from. */
  readonly spares: SparePages;
  readonly pages: LimitedPages;
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly roots: RootTable;
  readonly pins: PinTable;
  readonly barrier: WriteBarrier;
  readonly tracer: Tracer;
  readonly evacuator: Evacuator;
  readonly weak = new WeakTables();
  readonly reserved: ReservedRuns;
  readonly layouts: LayoutTable;
  readonly log = new CollectionLog();
  readonly mode: CollectMode;
  /** Whether the policy wants a collection at the next safepoint. */
  collectionDue = false;

  private readonly collector: Collector;
  private readonly stopFollowing: () => void;
  private readonly viewFollowers: (() => void)[] = [];
  private readonly pace = new Pace();
  private readonly growth: Pick<ControlOptions, 'growth' | 'softLimit'>;
  private readonly mayCompact: boolean;
  private readonly trims: boolean;
  private readonly small: BumpRegion;
  private readonly nursery: Nursery;
  private budget: number;
  /** What the policy is shown, the same object each time: to take an arena makes no object in the engine's own heap. */
  private readonly figures: { -readonly [Name in keyof Figures]: Figures[Name] };
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
    // Before anything of this heap: it stays when the heap goes.
    const arenaTable = ArenaTable.of(space);
    this.reserved = new ReservedRuns(source);
    const tables = this.reserved.take(LAYOUT_TABLE_BYTES + REGIONS_BYTES);
    this.arenas = new Arenas(this.pages, tables + LAYOUT_TABLE_BYTES);
    this.larges = new LargeObjects(this.pages);
    this.roots = new RootTable(space, owner);
    this.pins = new PinTable(space, this.roots);
    this.small = this.arenas.small;
    this.layouts = new LayoutTable(space, tables);
    this.barrier = new WriteBarrier(space);
    this.tracer = new Tracer(arenaTable, tables);
    this.evacuator = new Evacuator(arenaTable, this);
    this.collector = new Collector(this);
    this.growth = options;
    const growth = this.nextBudget(0);
    this.nursery = new Nursery(options.nursery, growth);
    this.budget = this.nursery.budgetAt(0, growth);
    this.stopFollowing = space.followViews(() => this.followViews());
    this.figures = {
      mode: this.mode,
      used: 0,
      limit: this.pages.limit,
      asked: 0,
      budget: 0,
      hasCollected: false,
      futileCollections: 0,
    };
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
      return (
        this.small.bump(header, size >>> 2) ||
        this.allocateFreely(header, size) ||
        this.allocateCollecting(header, size)
      );
    }
    return this.allocateLarge(layout, bytes);
  }

  /**
   * A zeroed object of `size`, in whole granules, in an arena that is held or that the policy lets it take; 0 where something has to be
   * collected first, or where there is no room.
   */
  allocateFreely(header: number, size: number, collected: Collected = 'nothing'): Ref {
    this.checkUsable('allocate');
    const region = this.regionFor(size);
    const ref = region.bump(header, size >>> 2);
    if (ref !== 0) return ref;
    this.noteBudget();
    if (this.mustCollectFirst(collected)) return 0;
    if (!this.arenas.recycle(region, size) && !this.takeArena(region, collected)) return 0;
    return region.bump(header, size >>> 2);
  }

  /** The same after `allocateFreely` could not: collects for it. Throws as `allocate` does. */
  allocateCollecting(header: number, size: number): Ref {
    let collected: Collected = 'nothing';
    for (;;) {
      collected = this.collectFor(ARENA_BYTES, collected);
      const ref = this.allocateFreely(header, size, collected);
      if (ref !== 0) return ref;
    }
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
    if (this.collectionDue || (bytes > 0 && this.entered + bytes > this.budget))
      this.collect('safepoint', this.scopeFor(bytes));
  }

  /** Collects now, unless the mode is never; and compacts, if asked or if the policy sees reason and the roots allow. */
  collect(reason: CollectionReason, scope: CollectionScope, compact = false): CollectionReport {
    this.checkUsable('collect');
    if (this.mode === 'never')
      return this.log.nothingDone(reason, this.pages.used, this.arenas.count);
    const started = now();
    const usedBefore = this.pages.used;
    const dropped = this.arenas.dropped;
    const largesBefore = this.larges.count;
    const handedOut = this.entered;
    const liveBefore = this.log.liveBytes;
    this.isCollecting = true;
    this.spares.keep(spareBytes(reason));
    try {
      const marked = this.collector.collect(scope);
      const movedObjects = scope === 'full' ? this.compact(compact, marked.bytes) : 0;
      const report = this.log.record({
        reason,
        scope,
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
      if (scope === 'full') this.noteFull(report);
      else this.nursery.noteYoung(handedOut, marked.bytes - liveBefore);
      this.budget = this.nursery.budgetAt(marked.bytes, this.nextBudget(marked.bytes));
      this.collectionDue = false;
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
    this.reserved.dispose();
    this.stopFollowing();
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

  /** Empties sparse arenas, if that was asked for or is worth it. Returns the objects moved. */
  private compact(isAsked: boolean, live: number): number {
    const isWorth = isAsked || (this.mayCompact && isSparse(this.pages.used, live));
    return isWorth ? this.collector.compact(chooseSources(this.arenas.histogram())) : 0;
  }

  /** Draws what is to be drawn from a collection that knows what lives. */
  private noteFull({ freedBytes, liveBytes, pauseMs }: CollectionReport): void {
    const isFull = !this.pages.hasRoom(ARENA_BYTES);
    const futile = isFull && isFutile(freedBytes, this.pages.limit);
    this.figures.futileCollections = futile ? this.figures.futileCollections + 1 : 0;
    this.pace.note(this.allocatedBytes, liveBytes, pauseMs);
    this.nursery.noteFull(liveBytes, this.nextBudget(liveBytes));
    if (this.trims && isWorthTrimming(this.source.space.pages.stats())) this.giveBack();
  }

  /** Which objects a collection is to look at, when `asked` bytes are to be had after it. */
  private scopeFor(asked: number): CollectionScope {
    const { limit, used } = this.pages;
    return this.nursery.scopeAt(this.log.liveBytes, limit - used - asked);
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
    this.barrier.followViews();
    this.arenas.followViews();
    this.roots.followViews();
    this.reserved.followViews();
    for (const follow of this.viewFollowers) follow();
  }

  private refuseReentry(call: string): void {
    if (this.isCollecting) throw new ReenteredError(call);
  }

  private get entered(): number {
    return this.arenas.enteredBytes + this.larges.enteredBytes;
  }

  private takeArena(region: BumpRegion, collected: Collected): boolean {
    return this.decide(ARENA_BYTES, collected) === 'take' && this.arenas.take(region);
  }

  private regionFor(size: number): BumpRegion {
    return size <= MAX_HOLE_FILLER_BYTES ? this.small : this.arenas.medium;
  }

  private allocateLarge(layout: number, bytes: number): Ref {
    this.checkUsable('allocate');
    if (!(bytes <= MAX_LARGE_BYTES))
      throw new BadRequestError(
        `an object of ${bytes} bytes; up to ${MAX_LARGE_BYTES} are possible`,
      );
    const header = headerOf(layout, 0);
    const asked = largeFootprint(bytes);
    let collected: Collected = 'nothing';
    for (;;) {
      this.noteBudget();
      const mayTake = this.decide(asked, collected) === 'take';
      const ref = mayTake ? this.larges.allocate(header, bytes) : 0;
      if (ref !== 0) return ref;
      collected = this.collectFor(asked, collected);
    }
  }

  private noteBudget(): void {
    if (this.entered >= this.budget && this.mode !== 'never') this.collectionDue = true;
  }

  private mustCollectFirst(collected: Collected): boolean {
    return this.mode === 'automatic' && this.collectionDue && collected === 'nothing';
  }

  private decide(asked: number, collected: Collected): Decision {
    const { figures } = this;
    figures.used = this.pages.used;
    figures.asked = asked;
    figures.budget = this.budget - this.entered;
    figures.hasCollected = collected !== 'nothing';
    return decide(figures);
  }

  /**
   * Collects for a request that found no room, of which it has seen so much collected before: what the policy says, or all. Returns
   * what that was. Throws when there is no way left.
   */
  private collectFor(asked: number, collected: Collected): CollectionScope {
    const decision = this.decide(asked, collected);
    const mayCollect = this.mode === 'automatic' && collected !== 'full';
    if (decision === 'fail' || (decision === 'take' && !mayCollect)) throw this.refuse(asked);
    const scope = decision === 'collect' ? this.scopeFor(asked) : 'full';
    this.collect('allocation', scope);
    return scope;
  }

  private refuse(asked: number): HeapLimitError | OutOfMemoryError {
    this.collectionDue = this.mode !== 'never';
    this.figures.futileCollections = 0;
    return this.pages.hasRoom(asked)
      ? this.source.space.outOfMemory(asked)
      : new HeapLimitError(asked, this.pages.used, this.pages.limit);
  }
}
