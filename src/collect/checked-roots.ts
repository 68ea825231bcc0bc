// The roots of a heap in checked mode: a handle takes no reference but one to where an object
// lives.

import type { AddressSpace } from '../memory/address-space.ts';
import type { OwnerId } from '../memory/brands.ts';
import type { Ref } from '../object/slot.ts';
import type { Checker, Use } from '../checked/checker.ts';
import { RootTable } from './roots.ts';

const ROOT: Use = { text: 'a root, a pin or a call' };

/** The handles of a checked heap. */
export class CheckedRoots extends RootTable {
  readonly #checker: Checker;

  constructor(space: AddressSpace, owner: OwnerId, checker: Checker) {
    super(space, owner);
    this.#checker = checker;
  }

  override write(slot: number, ref: Ref): void {
    if (slot !== 0) this.check(ref);
    super.write(slot, ref);
  }

  override check(ref: Ref): void {
    if (ref !== 0) this.#checker.expectObject(ref, ROOT);
    super.check(ref);
  }
}
