// The public names of 'tidemark/alloc': allocators as values, without a heap.

export {
  type Allocator,
  type AllocatorStats,
  ALREADY_FREE,
  BAD_ALIGNMENT,
  BAD_SIZE,
  CANNOT_RESIZE,
  DISPOSED,
  isForWantOfRoom,
  MAX_ALIGNMENT,
  memoryOf,
  NOT_HELD,
  OUT_OF_MEMORY,
  OVER_LIMIT,
  OVERWRITTEN,
  type RawMemory,
  STALE_CHECKPOINT,
  TOO_LARGE,
  WRONG_SIZE,
} from './allocator.ts';
export { AllocatorPages } from './allocator-pages.ts';
export {
  ArenaAllocator,
  type ArenaOptions,
  type ArenaStats,
  type Checkpoint,
} from './arena-allocator.ts';
export type { ArenaReset } from './arena-reset.ts';
export {
  checkAllFailures,
  checkAllPageFailures,
  type FailureCheck,
  FailureCheckError,
} from './check-all-failures.ts';
export { checked, CheckedAllocator } from './checked-allocator.ts';
export { codeName } from './codes.ts';
export { DebugAllocator, type DebugOptions } from './debug-allocator.ts';
export type { DebugBlock, DebugFault } from './debug-report.ts';
export { FailingAllocator, FailingPages } from './failing-allocator.ts';
export { FailurePlan, type FailureSpan } from './failure-plan.ts';
export { FallbackAllocator } from './fallback-allocator.ts';
export { FixedBufferAllocator, type FixedBufferOptions } from './fixed-buffer-allocator.ts';
export { LimitedAllocator } from './limited-allocator.ts';
export {
  type AllocationEvent,
  type AllocationListener,
  LoggingAllocator,
  LoggingPages,
  type PageEvent,
} from './logging-allocator.ts';
export { PageAllocator } from './page-allocator.ts';
export { PoolAllocator, type PoolOptions, type PoolStats } from './pool-allocator.ts';
export { slotSizes } from './size-classes.ts';
export { type SlotGeometry, slotGeometry, SlotPool } from './slot-pool.ts';

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
