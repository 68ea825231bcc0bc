// The public names.

export { Heap } from './heap.ts';
export { HeapAllocator } from './heap-allocator.ts';
export type { CollectOptions, HeapOptions } from './heap-options.ts';
export type { HeapStats } from './heap-stats.ts';
export { AddressSpace } from './memory/address-space.ts';
export type { AddressSpaceOptions } from './memory/space-options.ts';
export { Block } from './memory/block.ts';
export type { Address, OwnerId, PageIndex } from './memory/brands.ts';
export {
  BadRequestError,
  CorruptHeapError,
  type CorruptPlace,
  DisposedError,
  type ErrorCode,
  HandleError,
  HeapLimitError,
  IdentifiersUsedUpError,
  LayoutError,
  OutOfMemoryError,
  ReenteredError,
  ReservationError,
  RootsFullError,
  StillHeldError,
  TidemarkError,
  ValueError,
} from './memory/errors.ts';
export {
  type Freeing,
  type Leak,
  LeakError,
  type Misuse,
  MisuseError,
  type MisuseFault,
} from './memory/misuse.ts';
export { Quota } from './memory/quota.ts';
export { PageMap } from './memory/page-map.ts';
export type { PageMapStats } from './memory/page-map-stats.ts';
export { LimitedPages, type PageSource, SpacePages } from './memory/page-source.ts';
export { headerMark } from './object/header-word.ts';
export type { FieldKind, FieldKinds, NumberKind } from './object/kinds.ts';
export type { FieldPlace, LayoutRecord } from './object/layout.ts';
export {
  immediate,
  type ImmediateKind,
  immediateKind,
  immediatePayload,
  isImmediate,
  MAX_PAYLOAD,
} from './object/immediates.ts';
export {
  addressOf,
  integerOf,
  integerWord,
  isInteger,
  isRef,
  type PlainNumber,
  type Ref,
  type RefTo,
  type Shaped,
  type ShapeOf,
  type SlotWord,
  toRef,
} from './object/slot.ts';
export { Pin } from './collect/pins.ts';
export { RootSet } from './collect/root-set.ts';
export { RootStack } from './collect/root-stack.ts';
export type { RangeVisitor } from './collect/root-ranges.ts';
export { Root } from './collect/roots.ts';
export type { RootScanner } from './collect/root-scanners.ts';
export { Scope } from './collect/scope.ts';
export type { Finalizer } from './weak/finalizers.ts';
export { WeakHandle } from './weak/handles.ts';
export type {
  Forwarding,
  LivenessTest,
  MarkedListener,
  MovedListener,
  Resurrection,
} from './weak/listeners.ts';
export { HeapCheckpoint } from './control/checkpoints.ts';
export type {
  BeforeCollectionListener,
  CollectionAnnouncement,
  ErrorListener,
  NearLimitListener,
  Shortage,
} from './control/observers.ts';
export { FinalizationRegistry } from './control/registry.ts';
export type { CollectMode, GrowthRule } from './control/policy.ts';
export { parseStress, type StressOptions } from './control/stress.ts';
export type { CollectionScope } from './collect/collector.ts';
export type { CollectionListener, CollectionReason, CollectionReport } from './control/report.ts';
export type { Verified } from './inspect/verify.ts';
export { ArenaInfo } from './visit/arena-info.ts';
export { type BlockHeader, type BlockState, HeapBlock } from './visit/block.ts';
export type { FieldContent } from './visit/readers.ts';
export type { Field, FieldOf, FieldValue, ValueField } from './access/fields.ts';
export {
  type Fields,
  FixedLayout,
  type Initial,
  type InitialWords,
  type Layout,
} from './access/fixed-layout.ts';
export type { LayoutOptions } from './access/announcing.ts';
export { InternTable } from './access/intern-table.ts';
export { WeakMapLayout, WeakSetLayout } from './access/weak-maps.ts';
export { StringLayout } from './access/strings.ts';
export { BytesLayout } from './access/bytes.ts';
export { ArrayLayout, type ElementOf, type SlotKind } from './access/arrays.ts';
export {
  NumberArrayLayout,
  type NumberArrayOptions,
  type NumberOf,
} from './access/number-arrays.ts';
export type { NumberArrayOf } from './access/number-kinds.ts';
