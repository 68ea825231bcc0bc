// The public names of 'tidemark/memory': address spaces, the page map, blocks and page sources,
// without a heap.

export { AddressSpace } from './address-space.ts';
export type { AddressSpaceOptions } from './space-options.ts';
export { Block } from './block.ts';
export type { Address, OwnerId, PageIndex } from './brands.ts';
export * from './errors.ts';
export { type Freeing, type Misuse, MisuseError, type MisuseFault } from './misuse.ts';
export { PageMap } from './page-map.ts';
export type { PageMapStats } from './page-map-stats.ts';
export type { Holder } from './page-owners.ts';
export { LimitedPages, type PageSource, SpacePages } from './page-source.ts';
export { Quota } from './quota.ts';
export {
  GIB,
  KIB,
  MAX_RUN_BYTES,
  MAX_RUN_PAGES,
  MEGABLOCK_BYTES,
  MIB,
  PAGE_BYTES,
  PAGE_SHIFT,
  PAGES_PER_MEGABLOCK,
} from './units.ts';
export type { WasmMemory } from './wasm.ts';
