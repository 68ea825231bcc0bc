// Pins: an object that is pinned lives and stays where it is, so that its address may be handed to
// code that knows nothing of the heap. Pins nest: the object is free again when the last one is
// released.

import type { AddressSpace } from '../memory/address-space.ts';
import { checkArgument, instanceOf } from '../memory/check.ts';
import { showAs } from '../memory/opaque.ts';
import { PINNED } from '../object/header.ts';
import { layoutOf } from '../object/header-word.ts';
import type { LayoutTable } from '../object/layout.ts';
import { type Ref, type SlotWord, toRef } from '../object/slot.ts';
import { Root, type RootTable } from './roots.ts';

const NONE: Int32Array = new Int32Array(0);

/** One pin on one object. Releasing it twice is harmless, and so it is when the heap is closed. */
export class Pin {
  readonly #table: PinTable;
  private readonly root: Root;

  /** Made by a heap. */
  constructor(table: PinTable, root: Root) {
    this.#table = checkArgument('Pin', 'table', table, instanceOf(PinTable));
    this.root = checkArgument('Pin', 'root', root, instanceOf(Root));
  }

  static {
    showAs(Pin, (pin) => `Pin ${pin.#table.show(pin.root)}`);
  }

  /**
   * The object; the same word for as long as the pin is held. Throws HandleError after its release,
   * DisposedError.
   */
  get ref(): Ref {
    return this.root.ref;
  }

  get isReleased(): boolean {
    return this.root.isReleased;
  }

  release(): void {
    if (this.root.isReleased) return;
    this.#table.unpin(this.root);
    this.root.release();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** The pins of one heap. */
export class PinTable {
  readonly #counts = new Map<Ref, number>();
  readonly #space: AddressSpace;
  readonly #roots: RootTable;
  readonly #layouts: Pick<LayoutTable, 'stays'>;
  /** What `holdDuring` holds. */
  #held: Int32Array = NONE;

  constructor(space: AddressSpace, roots: RootTable, layouts: Pick<LayoutTable, 'stays'>) {
    this.#space = space;
    this.#roots = roots;
    this.#layouts = layouts;
  }

  /** Objects that are pinned, however often. */
  get count(): number {
    return this.#counts.size;
  }

  /** Visits each pinned object, with how often it is pinned. */
  forEachPinned(visit: (ref: Ref, pins: number) => void): void {
    for (const [ref, pins] of this.#counts) visit(ref, pins);
  }

  pin(ref: Ref): Pin {
    const pin = new Pin(this, this.#roots.root(ref));
    this.#counts.set(ref, (this.#counts.get(ref) ?? 0) + 1);
    this.#space.words[ref >>> 2]! |= PINNED;
    return pin;
  }

  /**
   * Keeps objects in their places while `body` runs, without a handle: it does not keep them alive.
   * Words that are 0 are none.
   */
  holdDuring<Result>(refs: Int32Array, body: () => Result): Result {
    const { words } = this.#space;
    this.#held = refs;
    for (let at = 0; at < refs.length; at++) {
      const ref = refs[at]!;
      if (ref !== 0) words[ref >>> 2]! |= PINNED;
    }
    try {
      return body();
    } finally {
      this.#held = NONE;
      for (let at = 0; at < refs.length; at++) {
        const ref = toRef(refs[at]!);
        if (ref !== 0 && !this.#counts.has(ref)) this.#free(ref);
      }
    }
  }

  /** The object of a root in words. */
  show(root: Root): string {
    if (root.isReleased) return '(released)';
    return this.#roots.isClosed ? '(of a closed heap)' : `→ ${this.#roots.describe(root.ref)}`;
  }

  /** Takes one pin from the object of this root. */
  unpin(root: Root): void {
    // When the heap is closed, the object's page may be somebody else's.
    if (this.#roots.isClosed) return;
    const { ref } = root;
    const left = this.#counts.get(ref)! - 1;
    if (left > 0) {
      this.#counts.set(ref, left);
      return;
    }
    this.#counts.delete(ref);
    if (!this.#held.includes(ref)) this.#free(ref);
  }

  /**
   * Lets it move, unless its layout says that it stays. The views may be others than they were.
   */
  #free(ref: SlotWord): void {
    const { words } = this.#space;
    if (!this.#layouts.stays(layoutOf(words[ref >>> 2]!))) words[ref >>> 2]! &= ~PINNED;
  }
}
