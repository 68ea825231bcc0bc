// The public names of tidemark/alloc.

// Meta memory: indexes and handles with generations.
export { type ArenaIndex, IndexedArena, type IndexedArenaOptions } from './indexed-arena.ts';
export type { IndexOptions, IndexTable, IndexWidth, NoIndex } from './indexed-bits.ts';
export type {
  Column,
  ColumnData,
  ColumnKind,
  ColumnsOf,
  ColumnValue,
  NumberKind,
  RowOf,
  Schema,
} from './indexed-columns.ts';
export { StructArena, type StructArenaOptions } from './indexed-struct-arena.ts';
export { type SlotHandle, SlotMap, type SlotMapOptions } from './slot-map.ts';
export { SecondaryMap } from './slot-map-secondary.ts';
export { StructSlotMap, type StructSlotMapOptions } from './slot-map-struct.ts';
