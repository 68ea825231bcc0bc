// Where the handles of a checked heap were made: one that is never released is named by it.

import type { Leak } from '../memory/misuse.ts';
import { hostStack } from './host-stack.ts';

/** A root or a pin. */
interface Handle {
  readonly isReleased: boolean;
}

const LEAST_SITES = 1024;

/** The handles that a program has made and may still hold. */
export class Sites {
  private readonly sites = new Map<Handle, Leak>();
  private limit = LEAST_SITES;

  note(what: string, handle: Handle): void {
    if (this.sites.size >= this.limit) this.forgetReleased();
    this.sites.set(handle, { what, stack: hostStack() });
  }

  /** Those that were not released, in the order in which they were made; they are told once. */
  takeLeaks(): readonly Leak[] {
    this.forgetReleased();
    const leaks = [...this.sites.values()];
    this.sites.clear();
    return leaks;
  }

  private forgetReleased(): void {
    for (const handle of this.sites.keys()) if (handle.isReleased) this.sites.delete(handle);
    this.limit = Math.max(LEAST_SITES, this.sites.size * 2);
  }
}
