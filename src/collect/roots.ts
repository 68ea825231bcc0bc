/// <reference lib="esnext.disposable" preserve="true" />
// Roots: what the tracer starts from. Handles live in chunks of the address space, so that the kernel scans them
// as it scans any other range of words; scanners hand over ranges of the host's own.

import type { AddressSpace } from '../memory/address-space.ts';
import type { Address, OwnerId } from '../memory/brands.ts';
import { BadRequestError, DisposedError, HandleError } from '../memory/errors.ts';
import { type Faults, Interruption } from '../memory/faults.ts';
import { Listeners } from '../memory/listeners.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { isRef, type Ref } from '../object/slot.ts';
import { ArenaTable, StackNeed } from '../arena/arena-table.ts';
import { type RangeVisitor, RootRanges } from './root-ranges.ts';

const CHUNK_BYTES = PAGE_BYTES;

/** Called at each collection, to hand over the host's own roots. */
export type RootScanner = (visit: RangeVisitor) => void;

/**
 * A handle that keeps an object alive until it is released. Released once or often, the effect is the
 * same; used after its release, it throws HandleError.
 */
export class Root {
  /** Made by a heap or a scope. */
  constructor(
    private readonly table: RootTable,
    private slot: number,
  ) {}

  /** The object, or 0. Setting it takes a reference of the same heap, or 0. */
  get ref(): Ref {
    return this.table.read(this.slot);
  }

  set ref(ref: Ref) {
    this.table.write(this.slot, ref);
  }

  get isReleased(): boolean {
    return this.slot === 0;
  }

  /** Lets the object go. */
  release(): void {
    if (this.slot === 0) return;
    this.table.release(this.slot);
    this.slot = 0;
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** A group of handles that are released together. */
export class Scope {
  private readonly roots: Root[] = [];

  constructor(private readonly table: RootTable) {}

  /** A handle that this scope releases at its end. */
  root(ref: Ref = 0): Root {
    const root = this.table.root(ref);
    this.roots.push(root);
    return root;
  }

  /** Releases every handle of the scope. */
  release(): void {
    for (const root of this.roots) root.release();
    this.roots.length = 0;
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/**
 * The handles and scanners of one heap. Slot 0 is none. Free slots are chained through their words, as
 * integers, which the tracer passes over.
 */
export class RootTable {
  private words: Int32Array;
  private readonly chunks: Address[] = [];
  private readonly scanners = new Listeners<[RangeVisitor]>();
  private freeSlot = 0;
  private held = 0;

  constructor(
    private readonly space: AddressSpace,
    private readonly owner: OwnerId,
  ) {
    this.words = space.words;
  }

  /** Goes on with the views that the space has now. */
  followViews(): void {
    this.words = this.space.words;
  }

  /** Handles that were not released. */
  get count(): number {
    return this.held;
  }

  /** A new handle. Throws HandleError for a reference that is not of this heap. */
  root(ref: Ref): Root {
    this.check(ref);
    if (this.freeSlot === 0) this.addChunk();
    const slot = this.freeSlot;
    // Made first: where the engine's stack ends here, nothing has changed.
    const root = new Root(this, slot);
    this.freeSlot = this.words[slot]! >>> 1;
    this.words[slot] = ref;
    this.held++;
    return root;
  }

  read(slot: number): Ref {
    if (slot === 0) throw new HandleError('a root was read after its release');
    const ref = this.words[slot];
    if (ref === undefined) throw new DisposedError('the heap of this root');
    return ref;
  }

  write(slot: number, ref: Ref): void {
    if (slot === 0) throw new HandleError('a root was set after its release');
    if (this.words.length === 0) throw new DisposedError('the heap of this root');
    this.check(ref);
    this.words[slot] = ref;
  }

  release(slot: number): void {
    this.words[slot] = this.freeSlot << 1;
    this.freeSlot = slot;
    this.held--;
  }

  /** Registers a scanner; the function that comes back removes it. */
  addScanner(scanner: RootScanner): () => void {
    return this.scanners.add(scanner);
  }

  /**
   * Every range of words that may hold roots: asks the scanners, and looks at what they say. Throws an Interruption for what a scanner
   * throws, a range that is none included.
   */
  takeRanges(): RootRanges {
    const { ranges, thrown } = this.askScanners();
    if (thrown.length > 0) throw new Interruption(thrown[0]);
    return ranges;
  }

  /**
   * The same for who looks at the heap and changes nothing: what a scanner throws is noted, and the others' ranges are all there is. Each
   * is asked twice, since one that says something else when asked again would have a collection miss roots.
   */
  readRanges(faults: Faults): RootRanges {
    const once = this.askScanners();
    const again = this.askScanners();
    faults.noteAll([...once.thrown, ...again.thrown]);
    const isWhole = once.thrown.length === 0 && again.thrown.length === 0;
    if (isWhole && !once.ranges.equals(again.ranges))
      faults.note(
        new BadRequestError('a scanner handed over other ranges when it was asked again'),
      );
    return once.thrown.length > 0 ? again.ranges : once.ranges;
  }

  private askScanners(): { readonly ranges: RootRanges; readonly thrown: readonly unknown[] } {
    const ranges = new RootRanges(ArenaTable.of(this.space).start >>> 2);
    const { thrown } = this.scanners.callAll((start, end) => ranges.add(start, end));
    for (const chunk of this.chunks) ranges.add(chunk >>> 2, (chunk + CHUNK_BYTES) >>> 2);
    ranges.close();
    return { ranges, thrown };
  }

  /** Visits the ranges of words that handles live in. */
  forEachChunk(visit: RangeVisitor): void {
    for (const chunk of this.chunks) visit(chunk >>> 2, (chunk + CHUNK_BYTES) >>> 2);
  }

  /** The free slot that the next handle takes, 0 for none; its word, halved, is the one behind it. */
  get firstFree(): number {
    return this.freeSlot;
  }

  /** Gives the chunks back. Every handle throws DisposedError afterwards. */
  dispose(): void {
    for (const chunk of this.chunks) this.space.releaseRun(chunk, CHUNK_BYTES, this.owner);
    this.chunks.length = 0;
    this.words = new Int32Array(0);
  }

  /** Whether `ref` is a reference into pages of this heap. */
  owns(ref: Ref): boolean {
    return isRef(ref) && this.space.pages.ownerOf(ref >>> PAGE_SHIFT) === this.owner;
  }

  /** Throws unless `ref` is 0 or a reference into pages of this heap. */
  check(ref: Ref): void {
    if (ref === 0 || this.owns(ref)) return;
    if (!isRef(ref)) throw new HandleError(`${ref} is not a reference: its low bits are not 001`);
    const holder = this.space.pages.nameOf(this.space.pages.ownerOf(ref >>> PAGE_SHIFT));
    throw new HandleError(
      `reference ${ref >>> 0} is not of this heap; its page is held by ${holder || 'nobody'}`,
    );
  }

  private addChunk(): void {
    ArenaTable.of(this.space).reserveStack(StackNeed.Pages);
    const chunk = this.space.reserveRun(CHUNK_BYTES, this.owner);
    this.chunks.push(chunk);
    const first = chunk >>> 2;
    for (let slot = first + CHUNK_BYTES / 4 - 1; slot >= first; slot--) {
      this.words[slot] = this.freeSlot << 1;
      this.freeSlot = slot;
    }
  }
}
