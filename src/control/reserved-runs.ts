// Pages that a heap holds beside its objects, for as long as it lives: its tables, its stacks of
// roots, what the host asks for. They count for no limit.

import type { Address } from '../memory/brands.ts';
import type { PageSource } from '../memory/page-source.ts';
import { RootStack, rootStackBytes } from '../collect/root-stack.ts';
import type { RootTable } from '../collect/roots.ts';

/** The runs of pages of one heap that come back when it goes. */
export class ReservedRuns {
  private readonly runs: { readonly address: Address; readonly bytes: number }[] = [];
  private readonly stacks: RootStack[] = [];

  constructor(private readonly source: PageSource) {}

  /** Zeroed pages. Throws OutOfMemoryError. */
  take(bytes: number): Address {
    const address = this.source.space.reserveRun(bytes, this.source.owner);
    this.runs.push({ address, bytes });
    return address;
  }

  /** Gives one back before the heap goes. */
  giveBack(address: Address): void {
    const { space, owner } = this.source;
    const index = this.runs.findIndex((run) => run.address === address);
    const [run] = this.runs.splice(index, 1);
    space.releaseRun(address, run!.bytes, owner);
  }

  /** Visits the runs. */
  forEachRun(visit: (address: Address, bytes: number) => void): void {
    for (const { address, bytes } of this.runs) visit(address, bytes);
  }

  /** A stack of roots. Throws OutOfMemoryError. */
  stack(slots: number, roots: RootTable): RootStack {
    const stack = new RootStack(this.source.space, this.take(rootStackBytes(slots)), slots);
    this.stacks.push(stack);
    roots.addStack(stack);
    return stack;
  }

  /** Re-reads the views after a trim. */
  followViews(): void {
    for (const stack of this.stacks) stack.followViews();
  }

  /** Gives everything back. */
  dispose(): void {
    const { space, owner } = this.source;
    for (const stack of this.stacks) stack.dispose();
    for (const { address, bytes } of this.runs) space.releaseRun(address, bytes, owner);
    this.runs.length = 0;
  }
}
