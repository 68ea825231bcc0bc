// Pins: an object that is pinned lives and stays where it is, so that its address may be handed to code that knows nothing of
// the heap. Pins nest: the object is free again when the last one is released.

import type { AddressSpace } from '../memory/address-space.ts';
import { PINNED } from '../object/header.ts';
import type { Ref } from '../object/slot.ts';
import type { Root, RootTable } from './roots.ts';

/** One pin on one object. Releasing it twice is harmless. */
export class Pin {
  private isReleased = false;

  constructor(
    private readonly table: PinTable,
    private readonly root: Root,
  ) {}

  /** The object; the same word for as long as the pin is held. Throws HandleError after its release. */
  get ref(): Ref {
    return this.root.ref;
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    this.table.unpin(this.root.ref);
    this.root.release();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** The pins of one heap. */
export class PinTable {
  private readonly counts = new Map<Ref, number>();

  constructor(
    private readonly space: AddressSpace,
    private readonly roots: RootTable,
  ) {}

  /** Objects that are pinned, however often. */
  get count(): number {
    return this.counts.size;
  }

  /** Visits each pinned object, with how often it is pinned. */
  forEachPinned(visit: (ref: Ref, pins: number) => void): void {
    for (const [ref, pins] of this.counts) visit(ref, pins);
  }

  pin(ref: Ref): Pin {
    const root = this.roots.root(ref);
    this.counts.set(ref, (this.counts.get(ref) ?? 0) + 1);
    this.space.words[ref >>> 2]! |= PINNED;
    return new Pin(this, root);
  }

  unpin(ref: Ref): void {
    const left = this.counts.get(ref)! - 1;
    if (left > 0) {
      this.counts.set(ref, left);
      return;
    }
    this.counts.delete(ref);
    this.space.words[ref >>> 2]! &= ~PINNED;
  }
}
