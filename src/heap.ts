/// <reference lib="esnext.disposable" preserve="true" />
// The facade: what a program holds. Each method is a name for something that a lower floor does,
// behind a look at what was passed in.
//
// What is passed in is looked at everywhere but on the raw path: `words` and its fellows, `read`
// and `write`. A raw reference is looked at as far as its page goes: whether this heap holds it.
// Whether an object lives there, or that page belongs to a heap of another space, it does not tell.

import type { AddressSpace } from './memory/address-space.ts';
import { checkArgument, shown, wholeNumber } from './memory/check.ts';
import { LayoutError } from './memory/errors.ts';
import { hide, showAs, sizeText } from './memory/opaque.ts';
import { MAX_RUN_BYTES } from './memory/units.ts';
import { HEADER_BYTES } from './object/header.ts';
import { granuleBytes, sizeOf } from './object/header-word.ts';
import type { Ref, SlotWord } from './object/slot.ts';
import type { WriteBarrier } from './collect/barrier.ts';
import { StackNeed } from './arena/arena-table.ts';
import type { HeapCheckpoint } from './control/checkpoints.ts';
import type { CollectionReport } from './control/report.ts';
import { verify, type Verified } from './inspect/verify.ts';
import {
  checkCollectOptions,
  type CollectOptions,
  type HeapOptions,
  openPlane,
} from './heap-options.ts';
import { HeapLimits } from './heap-limits.ts';
import { FieldReader } from './visit/fields.ts';
import { type HeapStats, statsOf } from './heap-stats.ts';

const BYTES = wholeNumber(0, Infinity, 'bytes');
const RESERVED_BYTES = wholeNumber(1, MAX_RUN_BYTES, 'bytes');
const PAYLOAD_WORDS = wholeNumber(0, Infinity, 'words');

/** A garbage-collected heap of objects in one address space. */
export class Heap extends HeapLimits {
  readonly name: string;
  readonly space: AddressSpace;
  /** What tells this heap from others. */
  readonly identity = Symbol('heap');
  /**
   * The address space as words, until the next `trim`; slot k of an object is `words[(ref >>> 2) +
   * 1 + k]`. Stores of traced slots go through `write`.
   */
  words!: Int32Array;
  bytes!: Uint8Array;
  halves!: Uint16Array;
  doubles!: Float64Array;
  private readonly barrier!: WriteBarrier;

  /**
   * Throws BadRequestError for options that cannot be, OutOfMemoryError when the space is full,
   * ReservationError when the engine has no room for one, DisposedError for a space that is closed.
   * Then nothing is left behind, but for tables of the space itself.
   */
  constructor(options: HeapOptions = {}) {
    const { name, space, plane } = openPlane(options);
    super(plane);
    this.name = name;
    this.space = space;
    const { words, bytes, halves, doubles } = space;
    hide(this, { words, bytes, halves, doubles, barrier: plane.barrier });
    plane.onViewsChanged(() => this.followViews());
    plane.roots.describe = (ref) => new FieldReader(plane.parts).nameOf(ref);
  }

  static {
    showAs(Heap, ({ name, plane }) => {
      const { pages, roots } = plane;
      if (roots.isClosed) return `Heap '${name}' (closed)`;
      const used = `${sizeText(pages.used)} of ${sizeText(pages.limit)}`;
      return `Heap '${name}' { used: ${used}, ${roots.count} roots }`;
    });
  }

  /**
   * Whether the next safepoint has something to do: the policy wants a collection, or `stress`
   * counts it. For a host that polls before it calls.
   */
  get collectionDue(): boolean {
    return this.plane.collectionDue;
  }

  /**
   * A zeroed object of `payloadWords` words behind its header, rounded up to 8 bytes. Throws
   * HeapLimitError, BadRequestError for what is no number of words, and LayoutError for a layout
   * that is not of this heap, one of named fields and another size than its own, or fewer words
   * than are traced.
   */
  allocateRaw(layout: number, payloadWords: number): Ref {
    const bytes = HEADER_BYTES + payloadWords * 4;
    const { layouts } = this.plane;
    const size = granuleBytes(bytes);
    if (
      payloadWords >>> 0 !== payloadWords ||
      !layouts.admits(layout, size) ||
      !layouts.holdsSlots(layout, size)
    )
      this.refuseRaw(layout, payloadWords);
    return this.plane.allocate(layout, bytes);
  }

  /**
   * Makes an object longer where it is, its new words zero. True only for a large object (over 8
   * KiB) behind which pages are free within the limit; otherwise nothing changes, and the caller
   * copies. Never collects. Throws HandleError for what is no reference of this heap,
   * BadRequestError for what is no number of words.
   */
  growInPlace(ref: Ref, payloadWords: number): boolean {
    this.plane.gate.checkUsable('growInPlace');
    this.plane.roots.checkObject(ref);
    checkArgument('growInPlace', 'payloadWords', payloadWords, PAYLOAD_WORDS);
    return this.plane.growInPlace(ref, HEADER_BYTES + payloadWords * 4);
  }

  /** Reads a slot, counted from the first word behind the header. Not checked: the raw path. */
  read(ref: SlotWord, slot: number): SlotWord {
    return this.words[(ref >>> 2) + 1 + slot]!;
  }

  /** Stores a slot, through the write barrier. Not checked: the raw path. */
  write(ref: SlotWord, slot: number, word: SlotWord): void {
    this.barrier.store(ref, slot, word);
  }

  /**
   * Words of an object's payload, as rounded up. Throws HandleError for null and for what is no
   * reference of this heap.
   */
  payloadWords(ref: Ref): number {
    this.plane.roots.checkObject(ref);
    const bytes = sizeOf(this.words[ref >>> 2]!) || this.plane.larges.bytesOf(ref);
    return (bytes - HEADER_BYTES) >>> 2;
  }

  /**
   * A zeroed run of pages in the same space, for the host: a shadow stack, a range of roots. Counts
   * for no limit.
   */
  reserve(bytes: number): number {
    this.plane.gate.enter('reserve', StackNeed.Pages);
    checkArgument('reserve', 'bytes', bytes, RESERVED_BYTES);
    return this.plane.reserved.take(bytes);
  }

  /**
   * A point where a collection can happen: one runs if it is due, or if `bytes` more would make it
   * so.
   */
  safepoint(bytes = 0): void {
    this.plane.gate.checkUsable('safepoint');
    checkArgument('safepoint', 'bytes', bytes, BYTES);
    this.plane.safepoint(bytes);
  }

  /**
   * Collects now; in mode 'never' it does nothing and reports ordinal 0. With `compact`, objects of
   * sparse arenas move, so that the arenas can be dropped: only what roots, scopes, scanned ranges
   * and slots hold is told, and every raw reference kept elsewhere is stale. Throws ReenteredError,
   * DisposedError, BadRequestError.
   */
  collect(options: CollectOptions = {}): CollectionReport {
    const { scope, compact } = checkCollectOptions(options);
    return this.plane.collect('request', scope, compact);
  }

  /**
   * A moment to which `rewind` goes back, in mode 'never'. They nest; where nothing was made since
   * the last one, it is that one. Throws BadRequestError for another mode, DisposedError,
   * ReenteredError.
   */
  checkpoint(): HeapCheckpoint {
    return this.plane.checkpoint();
  }

  /**
   * Gives back every object that was made since the checkpoint, which stays good; those taken after
   * it do not. Returns the bytes of the objects, which `stats().freed` counts. A large object that
   * has grown since keeps its length. Throws StillHeldError while a root, a stack, a scanned range
   * or an older object refers to what would go, HandleError for a checkpoint of another heap or one
   * that was rewound past; then nothing has changed.
   */
  rewind(checkpoint: HeapCheckpoint): number {
    return this.plane.rewind(checkpoint);
  }

  /**
   * Gives the memory of pages that nobody holds back to the operating system. No reference changes,
   * but the views do: `words` and its fellows, here and in the space, are others afterwards, for
   * every heap and allocator on the space. Returns the bytes that were copied. Throws
   * ReenteredError, DisposedError.
   */
  trim(): number {
    return this.plane.trim();
  }

  /** Figures of this moment. */
  stats(): HeapStats {
    return statsOf(this.plane);
  }

  /**
   * Looks at every object, at the tables beside them and at the books, with code that the collector
   * does not use, and says what the roots reach. For tests and for hunts: it takes several times as
   * long as a collection. Throws CorruptHeapError at the first fault.
   */
  verify(): Verified {
    this.plane.gate.checkUsable('verify');
    return verify(this.plane);
  }

  /** Gives all pages back. Afterwards allocation, roots and collections throw DisposedError. */
  dispose(): void {
    this.plane.dispose();
  }

  // Apart from allocateRaw, so that that is short enough for an engine to inline.
  private refuseRaw(layout: number, payloadWords: number): never {
    checkArgument('allocateRaw', 'payloadWords', payloadWords, PAYLOAD_WORDS);
    const { name } = this.plane.layouts.get(layout) ?? {};
    throw new LayoutError(
      `no raw object of layout ${name ?? shown(layout)} with ${payloadWords} words: ` +
        'take one of rawLayout and all of its traced words, or new() of a layout with fields',
    );
  }

  private followViews(): void {
    const { words, bytes, halves, doubles } = this.plane.views;
    this.words = words;
    this.bytes = bytes;
    this.halves = halves;
    this.doubles = doubles;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
