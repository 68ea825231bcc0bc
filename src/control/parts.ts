// The pieces of one heap and their wiring, from the pages up. Nothing here decides.

import type { AddressSpace } from '../memory/address-space.ts';
import type { Address, PageIndex } from '../memory/brands.ts';
import { Faults } from '../memory/faults.ts';
import { LimitedPages, type PageSource } from '../memory/page-source.ts';
import { QuarantinedPages } from '../memory/quarantine.ts';
import type { Quota } from '../memory/quota.ts';
import { SparePages } from '../memory/spare-pages.ts';
import { PAGE_BYTES } from '../memory/units.ts';
import { LAYOUT_LIMIT, POISON, RECORD_BYTES } from '../object/header.ts';
import { LayoutTable } from '../object/layout.ts';
import { Arenas, REGIONS_BYTES } from '../arena/arena.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { ARENA_BYTES } from '../arena/geometry.ts';
import { LargeObjects } from '../arena/large-objects.ts';
import { PageReturns } from '../arena/page-returns.ts';
import { Checker } from '../checked/checker.ts';
import { WriteBarrier } from '../collect/barrier.ts';
import { CheckedRoots } from '../collect/checked-roots.ts';
import { Collector } from '../collect/collector.ts';
import { Evacuator } from '../collect/evacuator.ts';
import { PinTable } from '../collect/pins.ts';
import { RootTable } from '../collect/roots.ts';
import { Tracer } from '../collect/tracer.ts';
import { MARKER_BYTES } from '../weak/marker.ts';
import { Weakness } from '../weak/weakness.ts';
import { RECENT_BYTES, RecentObjects } from './recent.ts';
import { ReservedRuns } from './reserved-runs.ts';
import type { Stress } from './stress.ts';
import { WatchedPages } from './watched-pages.ts';

const WORD_BYTES = 4;
const LAYOUT_TABLE_BYTES = LAYOUT_LIMIT * RECORD_BYTES;
// What stands behind the table of layouts.
const RECENT_OFFSET = LAYOUT_TABLE_BYTES + REGIONS_BYTES;
const WEAK_OFFSET = RECENT_OFFSET + RECENT_BYTES;

/** What a heap is made of. */
export interface PartsOptions {
  readonly name: string;
  /** Bytes of pages that arenas and large objects may hold. */
  readonly limit: number;
  /** What it shares with other heaps, beside its own limit. */
  readonly quota?: Quota | undefined;
  /** Whether the page source ends with the heap. */
  readonly ownsSource: boolean;
  /** Whether the headers of what lives have a mark. */
  readonly marksHeaders: boolean;
  /** Whether it is in checked mode. */
  readonly checked: boolean;
  readonly stress: Stress;
}

/** The pieces of a heap. */
export class HeapParts {
  readonly table: ArenaTable;
  /** Exceptions of the host's code that were not told yet. */
  readonly faults = new Faults();
  /** Whatever the pages come from. */
  readonly watched: WatchedPages;
  /** Dropped arenas that are kept, and below them whatever the pages come from. */
  readonly spares: SparePages;
  /** Pages that were given back, in a heap that hands no address out twice. */
  readonly quarantine: QuarantinedPages | undefined;
  readonly pages: LimitedPages;
  readonly returns: PageReturns;
  readonly reserved: ReservedRuns;
  readonly layouts: LayoutTable;
  /** What knows of each reference whether it is good; only in checked mode. */
  readonly checker: Checker | undefined;
  readonly arenas: Arenas;
  readonly larges: LargeObjects;
  readonly roots: RootTable;
  readonly pins: PinTable;
  readonly barrier: WriteBarrier;
  readonly weak: Weakness;
  readonly tracer: Tracer;
  readonly collector: Collector;
  readonly recent: RecentObjects;
  private readonly stopFollowing: () => void;
  private readonly viewFollowers: (() => void)[] = [];

  /** Throws OutOfMemoryError. */
  constructor(
    readonly source: PageSource,
    readonly options: PartsOptions,
  ) {
    const { name, limit, marksHeaders } = options;
    const { space, owner } = source;
    // Before anything of this heap: it stays when the heap goes.
    this.table = ArenaTable.of(space);
    this.watched = new WatchedPages(source);
    this.reserved = new ReservedRuns(source);
    // The step that can fail comes first: then nothing of the heap is registered anywhere.
    this.table.claim(owner);
    const tables = this.takeTables();
    const arenaPages = ARENA_BYTES / PAGE_BYTES;
    this.spares = new SparePages(this.watched, arenaPages, Math.floor(limit / PAGE_BYTES));
    const { neverReuse, poison } = options.stress.options;
    if (neverReuse === true) this.quarantine = new QuarantinedPages(this.spares);
    this.pages = new LimitedPages(this.quarantine ?? this.spares, limit, options.quota);
    const wipe = poison === true ? poisonPages(space) : undefined;
    this.returns = new PageReturns(this.pages, this.faults, wipe);
    this.layouts = new LayoutTable(space, tables);
    this.arenas = new Arenas(this.pages, this.returns, tables + LAYOUT_TABLE_BYTES);
    this.larges = new LargeObjects(this.pages, this.returns);
    if (options.checked) this.checker = new Checker(space, this.table, owner, this.layouts);
    this.roots = this.makeRoots();
    this.pins = new PinTable(space, this.roots, this.layouts);
    this.barrier = new WriteBarrier(space);
    this.tracer = new Tracer(this.table, owner, tables);
    this.weak = this.makeWeakness(tables + WEAK_OFFSET);
    const { arenas, larges, roots, weak, tracer, checker } = this;
    if (checker !== undefined) weak.listeners.addFollower((forward) => checker.follow(forward));
    const evacuator = new Evacuator(this.table, { arenas, larges, weak });
    const own = { arenas, larges, roots, weak, tracer, evacuator, marksHeaders, checker };
    this.collector = new Collector({ space, name, ...own });
    this.recent = new RecentObjects(this, tables + RECENT_OFFSET);
    this.stopFollowing = space.followViews(() => this.followViews());
  }

  /** Bytes of all objects ever allocated, headers included. */
  get allocatedBytes(): number {
    return this.arenas.allocatedBytes + this.larges.allocatedBytes;
  }

  /** Objects ever allocated. */
  get allocatedObjects(): number {
    return this.arenas.allocatedObjects + this.larges.allocatedObjects;
  }

  /** Bytes of holes, arenas and large objects that were entered since the last collection. */
  get enteredBytes(): number {
    return this.arenas.enteredBytes + this.larges.enteredBytes;
  }

  /**
   * Registers what keeps a view of the space: it is called when that has others, the last time when
   * the heap is closed.
   */
  onViewsChanged(follow: () => void): void {
    this.viewFollowers.push(follow);
  }

  /** Drops everything, and gives every page back. What the page source throws becomes a fault. */
  dispose(): void {
    this.stopFollowing();
    this.table.unclaim(this.source.owner);
    this.faults.attempt(() => this.spares.dispose());
    this.arenas.dropAll();
    this.larges.dropAll();
    this.roots.dispose();
    this.reserved.dispose();
    this.barrier.close();
    this.checker?.close();
    for (const follow of this.viewFollowers) follow();
    this.release();
  }

  /**
   * Offers the source what it did not take at first, and ends it with that, if it is the heap's
   * own.
   */
  release(): void {
    this.returns.retry();
    this.faults.attempt(() => this.quarantine?.dispose());
    this.faults.attempt(() => this.spares.keep(0));
    if (this.options.ownsSource && this.spares.committed === 0) this.source.close?.();
  }

  private makeWeakness(marker: number): Weakness {
    const { table, layouts, faults, tracer, reserved, source, roots } = this;
    const { space } = source;
    const weak = new Weakness({
      space,
      table,
      layouts,
      faults,
      marker: marker as Address,
      mark: (start, end) => tracer.mark(start, end),
      queue: {
        words: () => space.words,
        take: (bytes) => reserved.take(bytes),
        giveBack: (address) => reserved.giveBack(address),
      },
    });
    roots.addScanner((visit) => weak.finalizers.visitQueue(visit));
    return weak;
  }

  private makeRoots(): RootTable {
    const { source, checker } = this;
    const { space, owner } = source;
    if (checker === undefined) return new RootTable(space, owner);
    return new CheckedRoots(space, owner, checker);
  }

  private takeTables(): Address {
    try {
      return this.reserved.take(WEAK_OFFSET + MARKER_BYTES);
    } catch (error) {
      this.table.unclaim(this.source.owner);
      throw error;
    }
  }

  private followViews(): void {
    this.barrier.followViews();
    this.arenas.followViews();
    this.roots.followViews();
    this.reserved.followViews();
    this.weak.followViews();
    for (const follow of this.viewFollowers) follow();
  }
}

/** Fills pages with a word that is nothing. */
function poisonPages(space: AddressSpace): (start: PageIndex, pages: number) => void {
  const words = PAGE_BYTES / WORD_BYTES;
  return (start, pages) => space.words.fill(POISON, start * words, (start + pages) * words);
}
