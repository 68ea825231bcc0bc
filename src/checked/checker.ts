// Checked mode: what a heap that was opened with `checked: true` knows beside what every heap
// knows, and what it says when a reference is not what its user takes it for. It is told of each
// object that is made, and asks after each mark what lives.
//
// A heap that is not checked has no Checker, and no code of its fast paths knows of one: accessors,
// constructors and roots of a checked heap are wrapped when they are made.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId } from '../memory/brands.ts';
import { shown } from '../memory/check.ts';
import { type Misuse, MisuseError, type MisuseFault } from '../memory/misuse.ts';
import { addressText } from '../memory/opaque.ts';
import { PAGE_SHIFT } from '../memory/units.ts';
import { sizeOf } from '../object/header-word.ts';
import type { LayoutTable } from '../object/layout.ts';
import { addressOf, isRef, refAt, type Ref, whyNoRef } from '../object/slot.ts';
import type { ArenaTable } from '../arena/arena-table.ts';
import { LARGE_BYTES, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import { Events, type Happening } from './events.ts';
import { Sites } from './sites.ts';
import { layoutOfEntry, livingOf, Shadow, State, stateOf } from './shadow.ts';

/** Where a reference is used, for messages: 'Pair.head', 'a root'. */
export interface Use {
  readonly text: string;
  readonly layout?: string;
  readonly field?: string;
}

/** Watches the references of one heap. */
export class Checker {
  /** Where handles were made. */
  readonly sites = new Sites();
  private readonly shadow = new Shadow();
  private readonly events = new Events();
  private isClosed = false;

  constructor(
    private readonly space: AddressSpace,
    private readonly table: ArenaTable,
    private readonly owner: OwnerId,
    private readonly layouts: LayoutTable,
  ) {}

  /** Notes an object that was made. */
  born(ref: Ref, layout: number): void {
    this.shadow.live(addressOf(ref), layout);
  }

  /** Notes that what follows may free objects. */
  begin(happening: Happening): void {
    this.events.begin(happening);
  }

  /** Notes as freed what does not live any more. */
  prune(lives: (address: number) => boolean): void {
    this.shadow.forEachLiving((address) => {
      if (!lives(address)) this.shadow.end(address, State.Freed, this.events.last);
    });
  }

  /** Notes where objects have gone. */
  follow(forward: (ref: Ref) => Ref): void {
    this.shadow.forEachLiving((address, layout) => {
      const to = addressOf(forward(refAt(address)));
      if (to === address) return;
      this.shadow.end(address, State.Moved, this.events.last);
      this.shadow.live(to, layout);
    });
  }

  /**
   * Knows of nothing from now on, and refuses nothing: whoever is asked finds out that the heap is
   * closed.
   */
  close(): void {
    this.isClosed = true;
    this.shadow.clear();
  }

  /** Throws MisuseError unless an object of the layout lives there. */
  expect(ref: Ref, layout: number, use: Use): void {
    if (isRef(ref) && this.shadow.at(addressOf(ref)) === livingOf(layout)) return;
    this.refuse(ref, `${use.text} of ${this.named(ref)}`, use);
  }

  /** Throws MisuseError unless an object lives there, of whatever layout. */
  expectObject(ref: Ref, use: Use): void {
    if (isRef(ref) && stateOf(this.shadow.at(addressOf(ref))) === State.Living) return;
    this.refuse(ref, `${use.text} was given ${this.named(ref)}`, use);
  }

  private refuse(ref: Ref, what: string, use: Use): void {
    if (this.isClosed) return;
    const { layout, field } = use;
    const known = this.find(ref, layout);
    const { why, ...misuse } = known;
    throw new MisuseError(`${what}: ${why}`, {
      ...(layout !== undefined && { layout }),
      ...(field !== undefined && { field }),
      ...(isRef(ref) && { address: addressOf(ref) }),
      ...misuse,
    });
  }

  /** What is wrong with the reference, in words too. */
  private find(ref: Ref, wanted: string | undefined): Misuse & { readonly why: string } {
    if (!isRef(ref)) return { fault: 'none', why: `that is no reference: ${whyNoRef(ref)}` };
    const address = addressOf(ref);
    if (address >= this.space.reserved) return { fault: 'none', why: whyNoRef(ref) };
    const holder = this.space.pages.ownerOf(address >>> PAGE_SHIFT);
    if (holder !== 0 && holder !== this.owner) {
      const name = this.space.pages.nameOf(holder);
      const fault = this.table.isHeap(holder) ? 'heap' : 'none';
      return { fault, why: `its page is not of this heap, but of '${name}'` };
    }
    const entry = this.shadow.at(address);
    const found = this.layouts.get(layoutOfEntry(entry))?.name ?? 'an object';
    switch (stateOf(entry)) {
      case State.Living:
        return { fault: 'layout', found, why: `the object there is a ${found}, no ${wanted}` };
      case State.Freed:
        return this.goneFrom(address, 'dead', found);
      case State.Moved:
        return this.goneFrom(address, 'moved', found);
      default:
        return this.findBetween(address);
    }
  }

  private goneFrom(
    address: number,
    fault: MisuseFault,
    found: string,
  ): Misuse & { readonly why: string } {
    const freedBy = this.events.get(this.shadow.eventAt(address));
    const { by, ordinal, reason } = freedBy;
    const doer = by === 'rewind' ? `rewind ${ordinal}` : `collection ${ordinal} (${reason})`;
    const why =
      fault === 'moved'
        ? `${doer} moved the ${found}; hold it in a root, or follow it with onMoved`
        : `the ${found} is dead; ${doer} freed it. Hold it in a root, a scope or a pin`;
    return { fault, found, freedBy, why };
  }

  private findBetween(address: number): Misuse & { readonly why: string } {
    const start = this.shadow.livingBefore(address);
    if (start === 0 || address >= start + this.bytesAt(start))
      return { fault: 'none', why: 'no object begins there' };
    const found = this.layouts.get(layoutOfEntry(this.shadow.at(start)))?.name ?? 'an object';
    const why = `it points into the middle of the ${found} at ${addressText(start)}`;
    return { fault: 'middle', found, why };
  }

  private bytesAt(address: number): number {
    const { words } = this.space;
    const small = sizeOf(words[address >>> 2]!);
    return small || words[(address - LARGE_PREFIX_BYTES + LARGE_BYTES) >>> 2]!;
  }

  private named(ref: Ref): string {
    if (ref === 0) return 'null';
    return isRef(ref) ? `the reference to ${addressText(addressOf(ref))}` : shown(ref);
  }
}
