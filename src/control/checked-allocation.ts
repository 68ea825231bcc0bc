// The allocation of a heap in checked mode: each object is noted when it is made.

import type { Ref } from '../object/slot.ts';
import type { Checker } from '../checked/checker.ts';
import { Allocation } from './allocation.ts';

/**
 * Allocates, and tells the checker. Objects of a layout with fields are told of by its constructor.
 */
export class CheckedAllocation extends Allocation {
  constructor(
    private readonly checker: Checker,
    ...parts: ConstructorParameters<typeof Allocation>
  ) {
    super(...parts);
  }

  override allocate(layout: number, bytes: number): Ref {
    const ref = super.allocate(layout, bytes);
    this.checker.born(ref, layout);
    return ref;
  }
}
