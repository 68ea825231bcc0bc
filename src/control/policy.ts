// The policy: figures in, a decision out. Pure, and the only place where such a choice is made.

import { ARENA_BYTES } from '../arena/geometry.ts';
import type { CollectionScope } from '../collect/collector.ts';
import type { CollectionReason } from './report.ts';

/** Where a collection can happen. */
export type CollectMode =
  /** Any allocation may collect. */
  | 'automatic'
  /** Only `safepoint()` and `collect()` do. */
  | 'explicit'
  /** Nothing does, until the limit. */
  | 'never';

/** What the slow path of an allocation is to do. */
export type Decision = 'take' | 'collect' | 'fail';

/** The state of a heap when a decision is due, in bytes. */
export interface Figures {
  readonly mode: CollectMode;
  /** Pages held. */
  readonly used: number;
  readonly limit: number;
  /** Footprint of the request, in whole pages or arenas. */
  readonly asked: number;
  /** What may still be handed out before a collection is due. */
  readonly budget: number;
  /** Whether a collection has run for this very request. */
  readonly hasCollected: boolean;
  /** Full collections in a row that freed next to nothing while the heap was full. */
  readonly futileCollections: number;
}

/** Bytes that may always be allocated between two collections, where the limit has room. */
export const MIN_BUDGET = 4 << 20;

/**
 * Bytes of large objects that an allocation's collection keeps since they are among the last that
 * were made: so much of the limit at most, or a program whose objects are few and huge would find
 * its garbage in its way.
 */
export function mostRecentBytes(limit: number): number {
  return limit / 8;
}

/**
 * With this many futile collections in a row, a full heap fails instead of collecting once more.
 */
export const MAX_FUTILE_COLLECTIONS = 16;

const FUTILE_FRACTION = 1 / 256;

/** Take room, collect first, or give up. */
export function decide(figures: Figures): Decision {
  const { mode, used, limit, asked, budget, hasCollected, futileCollections } = figures;
  const fits = used + asked <= limit;
  if (mode !== 'automatic' || hasCollected) return fits ? 'take' : 'fail';
  if (fits && asked <= budget) return 'take';
  if (!fits && futileCollections >= MAX_FUTILE_COLLECTIONS) return 'fail';
  return 'collect';
}

/** What is tried for a request that found no room. */
export type NextTry =
  /** A collection, of what the policy says. */
  | 'collect'
  /** A collection of everything. */
  | 'collect-all'
  /** And objects move, so that what is free is in one piece. */
  | 'compact'
  | 'refuse';

/** What was tried so far for a request. */
export type Tried = 'nothing' | Exclude<NextTry, 'refuse'>;

/** What is known when a request found no room. */
export interface Want {
  readonly mode: CollectMode;
  readonly decision: Decision;
  readonly tried: Tried;
  /** Whether a compaction may be made, and would make room. */
  readonly compacts: boolean;
}

/** What to try next: more each time, until there is nothing left to try. */
export function nextTry({ mode, decision, tried, compacts }: Want): NextTry {
  if (mode !== 'automatic' || tried === 'compact') return 'refuse';
  if (decision === 'collect') return 'collect';
  if (tried === 'nothing') return decision === 'fail' ? 'refuse' : 'collect-all';
  if (tried === 'collect') return 'collect-all';
  return compacts ? 'compact' : 'refuse';
}

/**
 * What lives takes so many times its bytes in arenas after a compaction, and at most so many bytes
 * more.
 */
const PACKED = 1.06;
const PACKED_SLACK = 128 << 10;

/** Whether so many bytes would fit if what lives were moved together. Bytes of pages. */
export function wouldFitCompacted(room: {
  readonly asked: number;
  readonly live: number;
  readonly used: number;
  readonly limit: number;
}): boolean {
  const { asked, live, used, limit } = room;
  const compacted = live * PACKED + PACKED_SLACK;
  return compacted < used && compacted + asked <= limit;
}

/** How much a heap hands out between two collections. */
export type GrowthRule =
  /** As much again as lives: the cost of marking stays proportional to what is allocated. */
  | 'proportional'
  /**
   * The square root of what lives, times how fast the program allocates, over how fast it is
   * marked: with several heaps, the split of memory that costs the least time in all (Kirisame,
   * Shenoy and Panchekha, MemBalancer, OOPSLA 2022).
   */
  | 'square-root';

/** What a growth rule looks at. Bytes; rates in bytes a millisecond. */
export interface GrowthFigures {
  readonly mode: CollectMode;
  readonly rule: GrowthRule;
  readonly live: number;
  readonly limit: number;
  /** Bytes that the heap should stay below where it can. */
  readonly softLimit: number;
  readonly allocationRate: number;
  readonly markRate: number;
}

/**
 * MemBalancer's c: how many bytes one unit of collection time is worth. With it both rules agree on
 * 64 MiB of live data in a program that allocates as fast as it is marked.
 */
const SQUARE_ROOT_TUNING = 1 / (64 << 20);

/**
 * Above the soft limit a heap still hands out this part of what lives, or it would collect all the
 * time.
 */
const SOFT_LIMIT_FRACTION = 1 / 4;

function wantedGrowth({ rule, live, allocationRate, markRate }: GrowthFigures): number {
  if (rule === 'proportional' || !(markRate > 0)) return live;
  return Math.sqrt((live * allocationRate) / markRate / SQUARE_ROOT_TUNING);
}

/**
 * Bytes to hand out before the next collection is due.
 *
 * A heap that collects at safepoints only must reach the next one before it reaches the limit, so
 * it uses half of the room there is and keeps the other half for the way.
 */
export function nextBudget(figures: GrowthFigures): number {
  const { mode, live, limit, softLimit } = figures;
  const room = limit - live;
  const wanted = Math.max(wantedGrowth(figures), MIN_BUDGET);
  const gentle = Math.max(
    softLimit - live,
    live * SOFT_LIMIT_FRACTION,
    MIN_BUDGET * SOFT_LIMIT_FRACTION,
  );
  return Math.min(wanted, gentle, mode === 'explicit' ? room / 2 : room);
}

/** What decides whether a collection may pass over the old objects. Bytes. */
export interface ScopeFigures {
  /** What may be handed out between two collections of the young; 0 for none. */
  readonly nursery: number;
  /**
   * How much more is held for alive than after the last full collection, and how much more that may
   * become.
   */
  readonly grown: number;
  readonly growth: number;
  /** What could still be handed out, the request that this collection is for left out. */
  readonly room: number;
}

/** The young alone, as long as that is sure to leave room for the next of them. */
export function chooseScope({ nursery, grown, growth, room }: ScopeFigures): CollectionScope {
  return nursery > 0 && grown < growth && room >= nursery ? 'young' : 'full';
}

/**
 * A nursery below this part of the limit, and below so many bytes, costs more in beginnings than it
 * saves.
 */
const LEAST_NURSERY_FRACTION = 1 / 16;
const ENOUGH_NURSERY = 256 << 10;

/**
 * Bytes that are handed out at least between two collections of the young, where so many were asked
 * for; 0 for no nursery.
 */
export function leastNursery(asked: number, limit: number): number {
  if (asked === 0) return 0;
  return Math.max(asked, Math.min(limit * LEAST_NURSERY_FRACTION, ENOUGH_NURSERY));
}

/**
 * What a collection of the young found, in a nursery of `size` bytes, of which there are at least
 * `least`.
 */
export interface NurseryFigures {
  readonly least: number;
  readonly size: number;
  readonly handedOut: number;
  readonly survived: number;
}

/**
 * Parts that survive of what was handed out: above the one the nursery was too small for its
 * objects to die in, below the other too large.
 */
const MANY_SURVIVORS = 1 / 4;
const FEW_SURVIVORS = 1 / 16;

/**
 * How large the nursery is to be next. What is scanned twice as seldom is half as much, if it dies
 * meanwhile.
 */
export function nextNursery({ least, size, handedOut, survived }: NurseryFigures): number {
  if (survived > handedOut * MANY_SURVIVORS) return size * 2;
  return survived < handedOut * FEW_SURVIVORS ? Math.max(least, size / 2) : size;
}

/** Whether a full collection freed too little of a heap for the next one to be worth its cost. */
export function isFutile(freed: number, limit: number): boolean {
  return freed < limit * FUTILE_FRACTION;
}

/**
 * The arenas that a compaction empties: the sparsest, as many as fit into the holes of the rest.
 *
 * @param histogram number of arenas with 0, 1, 2 … live granules, the last entry being full ones.
 */
export function chooseSources(histogram: Uint32Array): { below: number; quota: number } {
  const full = histogram.length - 1;
  let room = histogram.reduce((sum, arenas, live) => sum + arenas * (full - live), 0);
  let moving = 0;
  for (let live = 0; live <= full; live++)
    for (let taken = 0; taken < histogram[live]!; taken++) {
      moving += live;
      room -= full - live;
      if (moving > room) return { below: live, quota: taken };
    }
  return { below: full, quota: 0 };
}

/** Bytes of the arenas that such a compaction empties, where nothing is pinned. */
export function reclaimableBytes(histogram: Uint32Array): number {
  const { below, quota } = chooseSources(histogram);
  const emptied = histogram.subarray(0, below).reduce((sum, arenas) => sum + arenas, quota);
  return emptied * ARENA_BYTES;
}

/**
 * Bytes of dropped arenas that a collection may keep for those to come. It keeps none when the
 * program asked for it: what is dropped then is free for everybody.
 */
export function spareBytes(reason: CollectionReason): number {
  return reason === 'request' ? 0 : MIN_BUDGET;
}

/** Waste that is too little for a compaction to be worth its pause. */
const MIN_WASTE = 8 << 20;

/**
 * Whether a collection that found `live` bytes in `used` bytes of pages should be followed by a
 * compaction.
 */
export function isSparse(used: number, live: number): boolean {
  return used - live > MIN_WASTE && used > live * 2;
}

/** Pages that a trim must give back to be worth its copy: 32 MiB. */
const MIN_TRIMMED_PAGES = 8192;

/**
 * Whether so many more pages were touched than are held that the operating system should have them
 * back.
 */
export function isWorthTrimming(pages: {
  readonly touchedPages: number;
  readonly heldPages: number;
}): boolean {
  const idle = pages.touchedPages - pages.heldPages;
  return idle > MIN_TRIMMED_PAGES && idle > pages.heldPages;
}
