import { addressOf, type AddressSpace, type Ref } from '../../src/index.ts';
import { ArenaTable } from '../../src/arena/arena-table.ts';
import {
  ARENA_SHIFT,
  ENTRY_FLAGS,
  ENTRY_HEAP,
  ENTRY_LARGES,
  ENTRY_SHIFT,
} from '../../src/arena/geometry.ts';

/** What the table says of the arena in which an object is, or was. */
export function entryOf(
  space: AddressSpace,
  ref: Ref,
): { readonly flags: number; readonly larges: number; readonly heap: number } {
  const arena = addressOf(ref) >>> ARENA_SHIFT;
  const entry = ArenaTable.of(space).start + (arena << ENTRY_SHIFT);
  return {
    flags: space.bytes[entry + ENTRY_FLAGS]!,
    larges: space.bytes[entry + ENTRY_LARGES]!,
    heap: space.words[(entry + ENTRY_HEAP) >>> 2]!,
  };
}
