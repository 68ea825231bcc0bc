/// <reference lib="esnext.disposable" preserve="true" />
// Roots: what the tracer starts from. Handles live in chunks of the address space, so that the
// kernel scans them as it scans any other range of words; scanners (root-scanners.ts) hand over
// ranges of the host's own.

import type { AddressSpace } from '../memory/address-space.ts';
import type { Address, OwnerId } from '../memory/brands.ts';
import { instanceOf, refuseArgument, shown } from '../memory/check.ts';
import { DisposedError, HandleError, ReenteredError } from '../memory/errors.ts';
import type { Faults } from '../memory/faults.ts';
import { NO_VIEWS } from '../memory/no-views.ts';
import { addressText, hide, showAs } from '../memory/opaque.ts';
import type { PageMap } from '../memory/page-map.ts';
import { PAGE_BYTES, PAGE_SHIFT } from '../memory/units.ts';
import { addressOf, isRef, type Ref, type SlotWord, toRef, whyNoRef } from '../object/slot.ts';
import { ArenaTable, StackNeed } from '../arena/arena-table.ts';
import type { RangeVisitor, RootRanges } from './root-ranges.ts';
import { type RootScanner, RootScanners } from './root-scanners.ts';
import type { RootStack } from './root-stack.ts';

const CHUNK_BYTES = PAGE_BYTES;
const SLOTS_PER_CHUNK = CHUNK_BYTES / 4;
/** Free slots that stay, however few are held. */
const SPARE_SLOTS = 2 * SLOTS_PER_CHUNK;

/**
 * A handle that keeps an object alive until it is released. Released once or often, the effect is
 * the same, also when the heap is closed; used after its release, it throws HandleError.
 */
export class Root {
  private readonly table: RootTable;
  private slot: number;

  /** Made by a heap or a scope. */
  constructor(table: RootTable, slot: number) {
    if (!(table instanceof RootTable))
      refuseArgument('Root', 'table', table, instanceOf(RootTable));
    this.table = table;
    this.slot = slot;
  }

  static {
    showAs(Root, ({ table, slot }) => `Root ${table.show(slot)}`);
  }

  /**
   * The object, or 0. Setting it takes a reference of the same heap, or 0; and nothing but 0 while
   * the heap collects. Throws HandleError, ReenteredError, DisposedError.
   */
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

/**
 * The handles and scanners of one heap. Slot 0 is none. Free slots are chained through their words,
 * as integers, which the tracer passes over.
 */
export class RootTable {
  /** What tells the handles of this heap from others. */
  readonly identity = Symbol('roots');
  /** Says what a reference of this heap refers to. */
  describe: (ref: Ref) => string;
  private words!: Int32Array;
  private readonly space!: AddressSpace;
  private readonly pages!: PageMap;
  private readonly owner!: OwnerId;
  private readonly chunks!: Address[];
  private readonly scanners!: RootScanners;
  private readonly stacks!: RootStack[];
  private freeSlot = 0;
  private held = 0;
  private isFrozen = false;

  constructor(space: AddressSpace, owner: OwnerId) {
    const { words, pages } = space;
    const scanners = new RootScanners(space);
    hide(this, { space, pages, owner, words, chunks: [], stacks: [], scanners });
    this.describe = (ref) => addressText(addressOf(ref));
  }

  /** Re-reads the views after a trim. */
  followViews(): void {
    this.words = this.space.words;
  }

  /** Handles that were not released. */
  get count(): number {
    return this.held;
  }

  get isClosed(): boolean {
    return this.words.length === 0;
  }

  /**
   * Says whether a collection is at work. Until it is over, what was not a root when it began may
   * be dead, so nothing becomes one: handles and stacks take no reference.
   */
  freeze(isFrozen: boolean): void {
    this.isFrozen = isFrozen;
    for (const stack of this.stacks) stack.freeze(isFrozen);
  }

  /**
   * A new handle. Throws HandleError for a reference that is not of this heap, ReenteredError,
   * DisposedError.
   */
  root(ref: Ref): Root {
    this.refuseWhenFrozen('root()');
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
    const word = this.words[slot];
    if (word === undefined) throw new DisposedError('the heap of this root');
    return toRef(word);
  }

  write(slot: number, ref: Ref): void {
    if (slot === 0 || this.isFrozen || !this.owns(ref)) this.checkWrite(slot, ref);
    this.words[slot] = ref;
  }

  // Apart from the store, so that that is short enough for an engine to inline.
  private checkWrite(slot: number, ref: Ref): void {
    if (slot === 0) throw new HandleError('a root was set after its release');
    this.check(ref);
    if (ref !== 0) this.refuseWhenFrozen('a root’s set');
  }

  /** The slot's reference in words. */
  show(slot: number): string {
    if (slot === 0) return '(released)';
    if (this.isClosed) return '(of a closed heap)';
    const ref = toRef(this.words[slot]!);
    return `→ ${ref === 0 ? 'null' : this.describe(ref)}`;
  }

  release(slot: number): void {
    if (this.isClosed) return;
    this.words[slot] = this.freeSlot << 1;
    this.freeSlot = slot;
    this.held--;
  }

  /** Has the references on the stack be roots. */
  addStack(stack: RootStack): void {
    this.stacks.push(stack);
    this.addScanner((visit) => stack.visit(visit));
  }

  /** Registers a scanner; the function that comes back removes it. */
  addScanner(scanner: RootScanner): () => void {
    return this.scanners.add(scanner);
  }

  /** See RootScanners. */
  takeRanges(): RootRanges {
    return this.scanners.takeRanges((visit) => this.forEachChunk(visit));
  }

  readRanges(faults: Faults): RootRanges {
    return this.scanners.readRanges((visit) => this.forEachChunk(visit), faults);
  }

  /**
   * Gives back the chunks that no handle is in, where more slots are free than held. The chain of
   * free slots goes on in the others, in its order.
   */
  returnChunks(): void {
    const free = this.chunks.length * SLOTS_PER_CHUNK - this.held;
    if (free < SPARE_SLOTS + this.held) return;
    const freeIn = new Map<Address, number>();
    this.forEachFree((_, chunk) => freeIn.set(chunk, (freeIn.get(chunk) ?? 0) + 1));
    const isEmpty = (chunk: Address): boolean => freeIn.get(chunk) === SLOTS_PER_CHUNK;
    const [, ...empty] = this.chunks.filter(isEmpty);
    const going = new Set(empty);
    let last = 0;
    let first = 0;
    this.forEachFree((slot, chunk) => {
      if (going.has(chunk)) return;
      if (last === 0) first = slot;
      else this.words[last] = slot << 1;
      last = slot;
    });
    if (last !== 0) this.words[last] = 0;
    this.freeSlot = first;
    this.chunks.splice(0, Infinity, ...this.chunks.filter((chunk) => !going.has(chunk)));
    for (const chunk of empty) this.space.releaseRun(chunk, CHUNK_BYTES, this.owner);
  }

  /**
   * Visits the free slots and the chunks that they are in. The visitor may set the slots before.
   */
  private forEachFree(visit: (slot: number, chunk: Address) => void): void {
    for (let slot = this.freeSlot; slot !== 0;) {
      const next = this.words[slot]! >>> 1;
      visit(slot, (((slot * 4) & -CHUNK_BYTES) >>> 0) as Address);
      slot = next;
    }
  }

  /** Visits the ranges of words that handles live in. */
  forEachChunk(visit: RangeVisitor): void {
    for (const chunk of this.chunks) visit(chunk >>> 2, (chunk + CHUNK_BYTES) >>> 2);
  }

  /**
   * The free slot that the next handle takes, 0 for none; its word, halved, is the one behind it.
   */
  get firstFree(): number {
    return this.freeSlot;
  }

  /** Gives the chunks back. Every handle throws DisposedError afterwards. */
  dispose(): void {
    for (const chunk of this.chunks) this.space.releaseRun(chunk, CHUNK_BYTES, this.owner);
    this.chunks.length = 0;
    this.held = 0;
    this.words = NO_VIEWS.words;
  }

  /** Whether `ref` is a reference into pages of this heap. */
  owns(ref: SlotWord): boolean {
    return isRef(ref) && this.pages.ownerOf(ref >>> PAGE_SHIFT) === this.owner;
  }

  /**
   * Throws HandleError unless `ref` is 0 or a reference into pages of this heap, DisposedError when
   * that is closed.
   */
  check(ref: Ref): void {
    if (this.owns(ref) || (ref === 0 && !this.isClosed)) return;
    if (this.isClosed) throw new DisposedError('the heap');
    const page = ref >>> PAGE_SHIFT;
    if (!isRef(ref) || page >= this.space.pages.pages)
      throw new HandleError(`${shown(ref)} is not a reference: ${whyNoRef(ref)}`);
    const holder = this.space.pages.nameOf(this.space.pages.ownerOf(page));
    throw new HandleError(
      `reference ${ref >>> 0} is not of this heap; its page is held by ${holder || 'nobody'}`,
    );
  }

  /** The same for what cannot be null. */
  checkObject(ref: Ref): void {
    if (ref === 0) throw new HandleError('null is no reference to an object');
    this.check(ref);
  }

  /**
   * The same for what asks about a place, whether an object lives there or not: checked mode lets
   * it be a dead one.
   */
  checkPlace(ref: Ref): void {
    if (!this.owns(ref)) this.checkObject(ref);
  }

  private refuseWhenFrozen(call: string): void {
    if (this.isFrozen) throw new ReenteredError(call);
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
