// The slow path of an allocation: a hole, an arena, a collection, or the refusal. What each of them
// decides, the policy decides.

import {
  BadRequestError,
  HeapLimitError,
  type OutOfMemoryError,
  ReenteredError,
} from '../memory/errors.ts';
import { MAX_SMALL_BYTES } from '../object/header.ts';
import { granuleBytes, headerOf, sizeOf } from '../object/header-word.ts';
import type { Ref } from '../object/slot.ts';
import type { BumpRegion } from '../arena/bump-region.ts';
import { StackNeed } from '../arena/arena-table.ts';
import { ARENA_BYTES } from '../arena/geometry.ts';
import { largeFootprint, MAX_LARGE_BYTES } from '../arena/large-objects.ts';
import type { Budget } from './budget.ts';
import type { Collections } from './collections.ts';
import type { Gate } from './gate.ts';
import type { Observers } from './observers.ts';
import type { HeapParts } from './parts.ts';
import {
  type CollectMode,
  type Decision,
  decide,
  type Figures,
  nextTry,
  type Tried,
  wouldFitCompacted,
} from './policy.ts';
import type { Stress } from './stress.ts';

/** Up to this many bytes an object is bumped into whatever hole comes next. */
const MAX_HOLE_FILLER_BYTES = 128;

/** What of the heap's options an allocation looks at. */
export interface AllocationOptions {
  readonly mode: CollectMode;
  /** Whether objects may move at any point where a collection can happen. */
  readonly preciseRoots: boolean;
  readonly stress: Stress;
  readonly gate: Gate;
  readonly observers: Observers;
}

/** Allocates for one heap. */
export class Allocation {
  /** Whether a compaction would have made room for what was refused last. */
  wantsCompaction = false;
  /** Whether somebody was asked to make room for the request at hand. */
  private isHelped = false;
  /** Whether every allocation is to come by the slow path, and counts. */
  private readonly countsPoints: boolean;
  /** Whether allocations collect, so that the objects made last have to be known. */
  private readonly keepsRecent: boolean;
  private readonly small: BumpRegion;
  private readonly medium: BumpRegion;
  /**
   * What the policy is shown, the same object each time: to take an arena makes no object in the
   * engine's own heap.
   */
  private readonly figures: { -readonly [Name in keyof Figures]: Figures[Name] };

  constructor(
    private readonly parts: HeapParts,
    private readonly budget: Budget,
    private readonly collections: Collections,
    private readonly options: AllocationOptions,
  ) {
    this.keepsRecent = options.mode === 'automatic';
    this.countsPoints = options.mode === 'automatic' && options.stress.collects;
    this.small = parts.arenas.small;
    this.medium = parts.arenas.medium;
    this.figures = {
      mode: options.mode,
      used: 0,
      limit: 0,
      asked: 0,
      budget: 0,
      hasCollected: false,
      futileCollections: 0,
    };
  }

  /**
   * A zeroed object of `bytes`, header included. In automatic mode it may collect. Throws
   * HeapLimitError, OutOfMemoryError when the space is full before the limit, BadRequestError above
   * MAX_LARGE_BYTES.
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
   * A zeroed object of `size`, in whole granules, in an arena that is held or that the policy lets
   * it take; 0 where something has to be collected first, or where there is no room.
   */
  allocateFreely(header: number, size: number, tried: Tried = 'nothing'): Ref {
    this.options.gate.checkFree('allocate');
    if (size <= MAX_HOLE_FILLER_BYTES) return this.allocateIn(this.small, header, size, tried);
    return this.noteLonger(this.allocateIn(this.medium, header, size, tried));
  }

  private allocateIn(region: BumpRegion, header: number, size: number, tried: Tried): Ref {
    if (this.countsPoints) return this.allocateUnderStress(region, header, size, tried);
    const ref = region.bump(header, size >>> 2);
    return ref !== 0 ? ref : this.allocateElsewhere(region, header, size, tried);
  }

  /** The same, where every allocation comes here and counts. */
  private allocateUnderStress(region: BumpRegion, header: number, size: number, tried: Tried): Ref {
    this.parts.arenas.resume();
    if (tried === 'nothing' && this.options.stress.isDue()) this.budget.spend();
    const ref = this.mustCollectFirst(tried)
      ? 0
      : region.bump(header, size >>> 2) || this.allocateElsewhere(region, header, size, tried);
    this.parts.arenas.pause();
    return ref;
  }

  /** An object that was made, or 0, as it is given; who makes the next one will find it. */
  private noteLonger(ref: Ref): Ref {
    if (ref !== 0 && this.keepsRecent) this.parts.recent.noteLonger(ref);
    return ref;
  }

  /** In another hole, or another arena. */
  private allocateElsewhere(region: BumpRegion, header: number, size: number, tried: Tried): Ref {
    this.budget.note();
    if (this.mustCollectFirst(tried)) return 0;
    if (region === this.small && this.keepsRecent) this.parts.recent.noteExtent();
    if (!this.recycle(region, size) && !this.takeArena(region, tried)) return 0;
    return region.bump(header, size >>> 2);
  }

  private recycle(region: BumpRegion, size: number): boolean {
    return (
      this.options.stress.options.neverReuse !== true && this.parts.arenas.recycle(region, size)
    );
  }

  /** The same after `allocateFreely` could not: collects for it. Throws as `allocate` does. */
  allocateCollecting(header: number, size: number): Ref {
    this.isHelped = false;
    let tried: Tried = 'nothing';
    for (;;) {
      tried = this.makeRoom(ARENA_BYTES, tried);
      const ref = this.allocateFreely(header, size, tried);
      if (ref !== 0) return ref;
    }
  }

  /**
   * Makes a large object longer in place; false when it is small, or when there is no room behind
   * it.
   */
  growInPlace(ref: Ref, bytes: number): boolean {
    this.options.gate.checkFree('grow');
    const { larges, source, table } = this.parts;
    const isLarge = sizeOf(source.space.words[ref >>> 2]!) === 0;
    if (!isLarge || !(bytes <= MAX_LARGE_BYTES) || bytes < larges.bytesOf(ref)) return false;
    table.reserveStack(StackNeed.Pages);
    return larges.grow(ref, bytes);
  }

  /** Whether an object of `bytes` would be refused, and a compaction would make room for it. */
  needsCompaction(bytes: number): boolean {
    const asked = largeFootprint(bytes);
    return !this.parts.pages.hasRoom(asked) && this.fitsCompacted(asked);
  }

  private allocateLarge(layout: number, bytes: number): Ref {
    this.options.gate.checkFree('allocate');
    if (!(bytes <= MAX_LARGE_BYTES))
      throw new BadRequestError(
        `an object of ${bytes} bytes; up to ${MAX_LARGE_BYTES} are possible`,
      );
    const header = headerOf(layout, 0);
    const asked = largeFootprint(bytes);
    if (this.countsPoints && this.options.stress.isDue()) this.budget.spend();
    this.isHelped = false;
    let tried: Tried = 'nothing';
    for (;;) {
      this.options.gate.checkFree('allocate');
      this.budget.note();
      const ref = this.takeLarge(header, bytes, asked, tried);
      if (ref !== 0) return this.noteLonger(ref);
      tried = this.makeRoom(asked, tried);
    }
  }

  private takeLarge(header: number, bytes: number, asked: number, tried: Tried): Ref {
    if (this.decide(asked, tried) !== 'take') return 0;
    this.parts.table.reserveStack(StackNeed.Pages);
    return this.parts.larges.allocate(header, bytes);
  }

  private takeArena(region: BumpRegion, tried: Tried): boolean {
    if (this.decide(ARENA_BYTES, tried) !== 'take') return false;
    this.parts.table.reserveStack(StackNeed.Pages);
    return this.parts.arenas.take(region);
  }

  private mustCollectFirst(tried: Tried): boolean {
    return this.options.mode === 'automatic' && this.budget.isDue && tried === 'nothing';
  }

  private decide(asked: number, tried: Tried): Decision {
    const { figures, budget } = this;
    figures.used = this.parts.pages.used;
    figures.limit = this.parts.pages.reachable;
    figures.asked = asked;
    figures.budget = budget.left;
    figures.hasCollected = tried !== 'nothing';
    figures.futileCollections = budget.futileCollections;
    return decide(figures);
  }

  /**
   * Collects for a request that found no room, for which so much was tried. Returns what is tried
   * now. Throws when there is no way left.
   */
  private makeRoom(asked: number, tried: Tried): Tried {
    const { mode } = this.options;
    const decision = this.decide(asked, tried);
    const compacts = this.options.preciseRoots && this.fitsCompacted(asked);
    const next = nextTry({ mode, decision, tried, compacts });
    if (next === 'refuse') return this.refuseUnlessHelped(asked);
    const live = this.collections.log.liveBytes;
    const scope = next === 'collect' ? this.budget.scopeFor(asked, live) : 'full';
    const report = this.collect(scope, next === 'compact');
    // Where none could be made, none is tried again for this request.
    if (report === undefined) return 'compact';
    return next === 'collect' && report.scope === 'full' ? 'collect-all' : next;
  }

  /**
   * Where another heap of the space is in the middle of a collection, there is none: the request
   * must do without.
   */
  private collect(
    scope: 'full' | 'young',
    compact: boolean,
  ): { readonly scope: string } | undefined {
    try {
      return this.collections.run({ reason: 'allocation', scope, compact });
    } catch (error) {
      if (error instanceof ReenteredError) return undefined;
      throw error;
    }
  }

  /**
   * Asks who listens for shortages to make room; then everything is tried anew, once for each
   * request. Throws where nobody could.
   */
  private refuseUnlessHelped(asked: number): Tried {
    const { gate, observers } = this.options;
    const { pages, faults } = this.parts;
    if (!observers.hasHelpers || this.isHelped) throw this.refuse(asked);
    const shortage = Object.freeze({ asked, used: pages.used, limit: pages.limit });
    this.isHelped = true;
    faults.noteAll(gate.tell('onNearLimit', () => observers.tellShortage(shortage)));
    this.collections.settleFaults(true);
    if (pages.hasRoom(asked)) return 'compact';
    this.budget.noteRefusal();
    return this.makeRoom(asked, 'nothing');
  }

  private refuse(asked: number): HeapLimitError | OutOfMemoryError {
    const { pages, source } = this.parts;
    this.budget.noteRefusal();
    const wouldFit = this.fitsCompacted(asked);
    this.wantsCompaction = wouldFit && this.options.preciseRoots;
    if (pages.hasRoom(asked)) return source.space.outOfMemory(asked);
    const since = this.options.mode === 'explicit' ? this.parts.enteredBytes : 0;
    return new HeapLimitError(asked, pages.used, pages.limit, wouldFit, since);
  }

  private fitsCompacted(asked: number): boolean {
    const { used, limit } = this.parts.pages;
    return wouldFitCompacted({ asked, live: this.collections.log.liveBytes, used, limit });
  }
}
