import type { Heap } from '../../src/index.ts';
import { ArenaTable } from '../../src/arena/arena-table.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';

/** Has the heap defer references as if it were a large one. */
export function deferReferences(heap: Heap): void {
  const table = ArenaTable.of(heap.space);
  const { kernel } = table;
  const begin: Kernel['begin'] = (arenas, larges, holder, layouts) =>
    kernel.begin(arenas, larges, holder, layouts, true);
  table.kernel = { ...kernel, begin };
}
