/// <reference lib="esnext.disposable" preserve="true" />
// The facade: what a program holds. Each method is a name for something that a lower floor does.

import { AddressSpace } from './memory/address-space.ts';
import { BadRequestError, HandleError, LayoutError } from './memory/errors.ts';
import { type PageSource, SpacePages } from './memory/page-source.ts';
import { GIB } from './memory/units.ts';
import { GRANULE_SHIFT, HEADER_BYTES, TRACE_ALL } from './object/header.ts';
import { granuleBytes, layoutOf, sizeOf } from './object/header-word.ts';
import { type FieldKinds, type LayoutRecord, planFields } from './object/layout.ts';
import type { Ref, SlotWord } from './object/slot.ts';
import { StackNeed } from './arena/arena-table.ts';
import { ARENA_BYTES } from './arena/geometry.ts';
import type { WriteBarrier } from './collect/barrier.ts';
import type { CollectionScope } from './collect/collector.ts';
import type { Pin } from './collect/pins.ts';
import type { RootStack } from './collect/root-stack.ts';
import { type Root, type RootScanner, Scope } from './collect/roots.ts';
import type { MarkedListener, MovedListener } from './collect/weak.ts';
import { ControlPlane } from './control/control-plane.ts';
import type { ErrorListener } from './control/observers.ts';
import type { CollectMode, GrowthRule } from './control/policy.ts';
import type { CollectionListener, CollectionReport } from './control/report.ts';
import { Stress, stressOfEnvironment, type StressOptions } from './control/stress.ts';
import { verify, type Verified } from './inspect/verify.ts';
import { FixedLayout, type Layout } from './access/fixed-layout.ts';
import { ArrayLayout, BytesLayout } from './access/sequences.ts';

const MIN_LIMIT = ARENA_BYTES;
const DEFAULT_STACK_SLOTS = 4096;

/** How to open a heap. */
export interface HeapOptions {
  /**
   * Bytes of pages that the heap may hold, arenas and large objects both; default the whole space, minimum
   * 32 KiB. Passing it throws HeapLimitError.
   */
  readonly limit?: number;
  /** Where a collection can happen; default 'automatic': in any allocation. */
  readonly collect?: CollectMode;
  /** The address space to live in, shared or not; default one of its own of 1 GiB. */
  readonly space?: AddressSpace;
  /** Where pages come from, in place of `space`'s own map: an allocator of the caller's. */
  readonly pages?: PageSource;
  /** Bytes that the heap stays below where it can, by collecting more often; default the limit. */
  readonly softLimit?: number;
  /** How much is handed out between two collections; default 'proportional'. */
  readonly growth?: GrowthRule;
  /**
   * Bytes that are handed out at least between two collections of the young, which pass over what an earlier one found alive: for a
   * program much of whose data stays while most of what it makes dies. Default 0: every collection is full. What dies old is found by
   * full collections, which come when as much has become old as would otherwise have been handed out between two of them.
   */
  readonly nursery?: number;
  /**
   * Whether every reference that the host keeps across a safepoint is in a root, a scope or a scanned range. Then a heap
   * of mode 'explicit' may move objects when it has become sparse; default false.
   */
  readonly preciseRoots?: boolean;
  /**
   * Whether a collection that leaves far more memory committed than held gives it back by itself, which changes the views
   * of the space ('automatic'), or only `trim()` does ('explicit', the default).
   */
  readonly trim?: 'automatic' | 'explicit';
  /** Does often what is seldom done, for tests; default what the environment's TIDEMARK_STRESS says. */
  readonly stress?: StressOptions;
  /** The heap's name, for errors and reports; default 'heap'. */
  readonly name?: string;
}

/** What a collection is to do. */
export interface CollectOptions {
  /**
   * Which objects it looks at; default 'full': all. 'young' passes over what an earlier collection found alive, and keeps it; but for
   * roots, and old objects into which slots were stored since, only what is new is looked at.
   */
  readonly scope?: CollectionScope;
  /** Whether objects of sparse arenas move; default false. For full collections. */
  readonly compact?: boolean;
}

/** Figures of a heap. Bytes, unless the name says otherwise. */
export interface HeapStats {
  readonly mode: CollectMode;
  readonly limit: number;
  /** Address space that the heap lives in. */
  readonly reserved: number;
  /** Pages held by arenas and large objects; what the limit bounds. */
  readonly used: number;
  /** The same with the dropped arenas that are kept for the next ones, up to 4 MiB after a collection that nobody asked for. */
  readonly committed: number;
  readonly peakCommitted: number;
  /** Objects that live, as the last collection found; after one of the young, with what was old. */
  readonly live: number;
  readonly liveObjects: number;
  /** Objects handed out since the start. */
  readonly allocated: number;
  readonly allocatedObjects: number;
  readonly freed: number;
  readonly arenas: number;
  readonly arenasTaken: number;
  readonly arenasDropped: number;
  readonly largeObjects: number;
  readonly roots: number;
  readonly collections: number;
  /** How many of them looked at the young alone. */
  readonly youngCollections: number;
  readonly longestPauseMs: number;
  readonly totalPauseMs: number;
}

function checkLimit(limit: number, reserved: number): number {
  if (!Number.isFinite(limit) || limit < MIN_LIMIT)
    throw new BadRequestError(`a heap limit of ${limit} bytes; at least ${MIN_LIMIT} (one arena)`);
  return Math.min(limit, reserved);
}

function checkNursery(bytes: number): number {
  if (bytes === 0 || bytes >= ARENA_BYTES) return bytes;
  throw new BadRequestError(`a nursery of ${bytes} bytes; at least ${ARENA_BYTES}, or 0 for none`);
}

/** A garbage-collected heap of objects in one address space. */
export class Heap {
  readonly space: AddressSpace;
  /** The address space as words, until the next `trim`; slot k of an object is `words[(ref >>> 2) + 1 + k]`. Stores of traced slots go through `write`. */
  words!: Int32Array;
  bytes!: Uint8Array;
  halves!: Uint16Array;
  doubles!: Float64Array;
  private readonly plane: ControlPlane;
  private readonly barrier: WriteBarrier;

  /** Throws BadRequestError, OutOfMemoryError when the space is full. */
  constructor(options: HeapOptions = {}) {
    const space = options.pages?.space ?? options.space ?? new AddressSpace();
    const limit = checkLimit(options.limit ?? 4 * GIB, space.reserved);
    const source = options.pages ?? new SpacePages(space, options.name ?? 'heap');
    this.space = space;
    this.followViews();
    this.plane = new ControlPlane(source, {
      name: options.name ?? 'heap',
      ownsSource: options.pages === undefined,
      limit,
      mode: options.collect ?? 'automatic',
      growth: options.growth ?? 'proportional',
      softLimit: checkLimit(options.softLimit ?? limit, limit),
      nursery: checkNursery(options.nursery ?? 0),
      preciseRoots: options.preciseRoots ?? false,
      trims: options.trim === 'automatic',
      stress: new Stress(options.stress ?? stressOfEnvironment() ?? {}),
      verify: () => void verify(this.plane),
    });
    this.plane.onViewsChanged(() => this.followViews());
    this.barrier = this.plane.barrier;
  }

  /** Whether a collection is wanted at the next safepoint; for a host that polls before it calls. */
  get collectionDue(): boolean {
    return this.plane.collectionDue;
  }

  /** Registers a layout of named fields. Throws LayoutError, IdentifiersUsedUpError. */
  layout<const Kinds extends FieldKinds>(name: string, kinds: Kinds): Layout<Kinds> {
    const plan = planFields(name, kinds);
    const granules = granuleBytes(plan.bytes) >>> GRANULE_SHIFT;
    const record = this.plane.layouts.register(name, plan.traced, granules, plan.fields);
    return new FixedLayout<Kinds>(this.plane, record.id, name, plan, plan.bytes) as Layout<Kinds>;
  }

  /** Registers a layout of arrays. */
  arrayLayout(name: string, elements: 'ref' | 'value'): ArrayLayout {
    if (elements !== 'ref' && elements !== 'value')
      throw new LayoutError(`${name} of '${String(elements)}'; 'ref' or 'value' is possible`);
    const { id } = this.plane.layouts.register(name, TRACE_ALL);
    return new ArrayLayout(this.plane, id, name, elements);
  }

  /** Registers a layout of raw bytes. */
  bytesLayout(name: string): BytesLayout {
    return new BytesLayout(this.plane, this.plane.layouts.register(name, 0).id, name);
  }

  /**
   * Registers a layout whose payload the host lays out itself: the first `traced` words are slots, or all
   * are. Its objects are made by `allocateRaw`.
   */
  rawLayout(name: string, traced: number | 'all'): LayoutRecord {
    return this.plane.layouts.register(name, traced === 'all' ? TRACE_ALL : traced);
  }

  /** A zeroed object of a layout; `length` is for arrays and bytes. Throws HeapLimitError. */
  allocate(layout: FixedLayout<FieldKinds> | ArrayLayout | BytesLayout, length?: number): Ref {
    if (layout instanceof FixedLayout) {
      if (length !== undefined)
        throw new LayoutError(`${layout.name} has a fixed size; no length belongs here`);
      return layout.new();
    }
    if (length === undefined) throw new LayoutError(`${layout.name} needs a length`);
    return layout.new(length);
  }

  /**
   * A zeroed object of `payloadWords` words behind its header, rounded up to 8 bytes. Throws HeapLimitError, and LayoutError for
   * a layout that is not of this heap, one of named fields and another size than its own, or fewer words than are traced.
   */
  allocateRaw(layout: number, payloadWords: number): Ref {
    const bytes = HEADER_BYTES + payloadWords * 4;
    const { layouts } = this.plane;
    const size = granuleBytes(bytes);
    if (!layouts.admits(layout, size) || !layouts.holdsSlots(layout, size))
      this.refuseRaw(layout, payloadWords);
    return this.plane.allocate(layout, bytes);
  }

  /**
   * Makes an object longer where it is, its new words zero. True only for a large object (over 8 KiB) behind which pages are
   * free within the limit; otherwise nothing changes, and the caller copies. Never collects.
   */
  growInPlace(ref: Ref, payloadWords: number): boolean {
    this.plane.roots.check(ref);
    return this.plane.growInPlace(ref, HEADER_BYTES + payloadWords * 4);
  }

  /** Reads a slot, counted from the first word behind the header. Not checked: the raw path. */
  read(ref: Ref, slot: number): SlotWord {
    return this.words[(ref >>> 2) + 1 + slot]!;
  }

  /** Stores a slot, through the write barrier. Not checked: the raw path. */
  write(ref: Ref, slot: number, word: SlotWord): void {
    this.barrier.store(ref, slot, word);
  }

  /** Words of an object's payload, as rounded up. */
  payloadWords(ref: Ref): number {
    const bytes = sizeOf(this.words[ref >>> 2]!) || this.plane.larges.bytesOf(ref);
    return (bytes - HEADER_BYTES) >>> 2;
  }

  /** The layout of an object. */
  layoutOf(ref: Ref): LayoutRecord | undefined {
    const { roots, layouts } = this.plane;
    roots.check(ref);
    return layouts.get(layoutOf(this.words[ref >>> 2]!));
  }

  /** A handle on an object, or on nothing yet. Throws HandleError for a reference of another heap. */
  root(ref: Ref = 0): Root {
    this.plane.checkUsable('root');
    return this.plane.roots.root(ref);
  }

  /** Keeps an object alive and in its place. Pins nest. Throws HandleError for 0 and for a reference of another heap. */
  pin(ref: Ref): Pin {
    this.plane.checkUsable('pin');
    if (ref === 0) throw new HandleError('null was to be pinned');
    return this.plane.pins.pin(ref);
  }

  /** Runs `body` with a scope whose handles are released when it returns or throws. */
  scope<Result>(body: (scope: Scope) => Result): Result {
    this.plane.enter('scope', StackNeed.Handles);
    const scope = new Scope(this.plane.roots);
    try {
      return body(scope);
    } finally {
      scope.release();
    }
  }

  /**
   * A stack of roots, for recursive functions that hold objects while they allocate: a push costs one store. It lives as long
   * as the heap, and counts for no limit. Throws BadRequestError, OutOfMemoryError.
   *
   * @param slots roots that it can hold; default 4,096.
   */
  stack(slots = DEFAULT_STACK_SLOTS): RootStack {
    this.plane.enter('stack', StackNeed.Pages);
    return this.plane.reserved.stack(slots, this.plane.roots);
  }

  /** Registers a scanner that hands over the host's own ranges of root words; what comes back removes it. */
  addScanner(scanner: RootScanner): () => void {
    return this.plane.roots.addScanner(scanner);
  }

  /** Registers a callback between mark and sweep, to prune tables that hold objects weakly. */
  onMarked(listener: MarkedListener): () => void {
    return this.plane.weak.add(listener);
  }

  /** Registers a callback after objects have moved, for tables that hold references outside of any root. */
  onMoved(listener: MovedListener): () => void {
    return this.plane.weak.addFollower(listener);
  }

  /** Registers a callback after every collection, when the heap may be used. What it throws never comes out of an allocation. */
  onCollection(listener: CollectionListener): () => void {
    return this.plane.observers.onCollection(listener);
  }

  /** Registers a callback for what the host's own callbacks throw while an allocation collects. Without one, Node prints a warning. */
  onError(listener: ErrorListener): () => void {
    return this.plane.observers.onError(listener);
  }

  /** A zeroed run of pages in the same space, for the host: a shadow stack, a range of roots. Counts for no limit. */
  reserve(bytes: number): number {
    this.plane.enter('reserve', StackNeed.Pages);
    return this.plane.reserved.take(bytes);
  }

  /** A point where a collection can happen: if one is due, or if `bytes` more would make it so. */
  safepoint(bytes = 0): void {
    this.plane.safepoint(bytes);
  }

  /**
   * Collects now; in mode 'never' it does nothing and reports ordinal 0. With `compact`, objects of sparse arenas move, so
   * that the arenas can be dropped: only what roots, scopes, scanned ranges and slots hold is told, and every raw reference
   * kept elsewhere is stale. Throws ReenteredError, DisposedError, BadRequestError.
   */
  collect(options: CollectOptions = {}): CollectionReport {
    const { scope = 'full', compact = false } = options;
    if (compact && scope !== 'full')
      throw new BadRequestError(`a compaction of the ${scope}; only a full collection compacts`);
    return this.plane.collect('request', scope, compact);
  }

  /**
   * Gives the memory of pages that nobody holds back to the operating system. No reference changes, but the views do: `words`
   * and its fellows, here and in the space, are others afterwards, for every heap and allocator on the space. Returns the bytes
   * that were copied. Throws ReenteredError, DisposedError.
   */
  trim(): number {
    return this.plane.trim();
  }

  /** Figures of this moment. */
  stats(): HeapStats {
    const { pages, spares, arenas, larges, roots, log, mode } = this.plane;
    return {
      mode,
      limit: pages.limit,
      reserved: this.space.reserved,
      used: pages.used,
      committed: spares.committed,
      peakCommitted: spares.peak,
      live: log.liveBytes,
      liveObjects: log.liveObjects,
      allocated: this.plane.allocatedBytes,
      allocatedObjects: this.plane.allocatedObjects,
      freed: log.freedBytes,
      arenas: arenas.count,
      arenasTaken: arenas.taken,
      arenasDropped: arenas.dropped,
      largeObjects: larges.count,
      roots: roots.count,
      collections: log.collections,
      youngCollections: log.youngCollections,
      longestPauseMs: log.longestPauseMs,
      totalPauseMs: log.totalPauseMs,
    };
  }

  /**
   * Looks at every object, at the tables beside them and at the books, with code that the collector does not use, and says what the
   * roots reach. For tests and for hunts: it takes several times as long as a collection. Throws CorruptHeapError at the first fault.
   */
  verify(): Verified {
    this.plane.checkUsable('verify');
    return verify(this.plane);
  }

  /** Gives all pages back. Afterwards everything throws DisposedError. */
  dispose(): void {
    this.plane.dispose();
  }

  private refuseRaw(layout: number, payloadWords: number): never {
    throw new LayoutError(
      `no raw object of layout ${this.plane.layouts.get(layout)?.name ?? layout} with ${payloadWords} words: ` +
        'take one of rawLayout and all of its traced words, or new() of a layout with fields',
    );
  }

  private followViews(): void {
    this.words = this.space.words;
    this.bytes = this.space.bytes;
    this.halves = this.space.halves;
    this.doubles = this.space.doubles;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
