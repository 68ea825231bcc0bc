// The guest's weak things, all on the heap's own weakness.

import type { Machine } from '../../runtime/machine/machine.ts';
import { installRegistries } from './registries.ts';
import { installWeakCollections } from './weak-collections.ts';
import { installWeakRefs } from './weak-refs.ts';

/** WeakMap, WeakSet, WeakRef and FinalizationRegistry. Does not collect. */
export function installWeakness(vm: Machine): void {
  installWeakCollections(vm);
  installWeakRefs(vm);
  installRegistries(vm);
}
