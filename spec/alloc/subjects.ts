// Every allocator, opened over the same few sources, for the specs that all of them must pass.

import { type CollectMode, Heap, HeapAllocator } from '../../src/index.ts';
import {
  type Allocator,
  AllocatorPages,
  ArenaAllocator,
  DebugAllocator,
  FailingAllocator,
  FailurePlan,
  FallbackAllocator,
  FixedBufferAllocator,
  LimitedAllocator,
  LoggingAllocator,
  PageAllocator,
  PoolAllocator,
  SlotPool,
} from '../../src/alloc/index.ts';
import { AddressSpace, MIB, SpacePages } from '../../src/memory/index.ts';

function openHeap(collect: CollectMode, checked = false): Heap {
  return new Heap({ space: new AddressSpace({ reserve: SPACE_BYTES }), collect, checked });
}

export interface Subject {
  readonly name: string;
  readonly open: () => Allocator;
  /**
   * How `used` grows for a block that was allocated; undefined where padding makes it a matter of
   * history.
   */
  readonly usedFor?: (bytes: number) => number;
  /** Whether a bad free of a block in the middle is always found. */
  readonly knowsBlocks: boolean;
  /** Whether memory is reused without a reset. */
  readonly reuses: boolean;
  /** The largest block that can be had. */
  readonly largest: number;
}

const SPACE_BYTES = 8 * MIB;

export function openPages(): PageAllocator {
  return new PageAllocator(new SpacePages(new AddressSpace({ reserve: SPACE_BYTES }), 'spec'));
}

function slotOf(bytes: number): number {
  if (bytes > 4096) return bytes;
  let size = 8;
  while (size < bytes) size += size < 64 ? 8 : 2 ** Math.floor(Math.log2(size)) / 4;
  return size;
}

const same = (bytes: number): number => bytes;

export const SUBJECTS: readonly Subject[] = [
  { name: 'PageAllocator', open: openPages, usedFor: same },
  { name: 'PoolAllocator', open: () => new PoolAllocator(openPages()), usedFor: slotOf },
  {
    name: 'PoolAllocator of small slabs that keeps none',
    open: () => new PoolAllocator(openPages(), { slabBytes: 4096, largestSlot: 256, keepEmpty: 0 }),
    usedFor: (bytes: number) => (bytes > 256 ? bytes : slotOf(bytes)),
  },
  {
    name: 'SlotPool',
    open: () => new SlotPool(openPages(), 512, MIB),
    usedFor: () => 512,
    largest: 512,
  },
  { name: 'ArenaAllocator', open: () => new ArenaAllocator(openPages()), isBump: true },
  {
    name: 'FixedBufferAllocator',
    open: () => new FixedBufferAllocator(new ArrayBuffer(4 * MIB), { offset: 3 }),
    isBump: true,
  },
  {
    name: 'LimitedAllocator',
    open: () => new LimitedAllocator(new PoolAllocator(openPages()), 2 * MIB),
    usedFor: same,
  },
  {
    name: 'FallbackAllocator',
    open: () => {
      const pages = openPages();
      const first = new LimitedAllocator(new PoolAllocator(pages), 20_000);
      return new FallbackAllocator(first, new PoolAllocator(pages));
    },
  },
  {
    name: 'FailingAllocator',
    open: () => new FailingAllocator(new PoolAllocator(openPages()), new FailurePlan(7, 'once')),
    usedFor: slotOf,
  },
  {
    name: 'LoggingAllocator',
    open: () => new LoggingAllocator(new PoolAllocator(openPages()), () => undefined),
    usedFor: slotOf,
  },
  {
    name: 'DebugAllocator',
    open: () => new DebugAllocator(new PoolAllocator(openPages()), { traces: false }),
    usedFor: same,
  },
  {
    name: 'DebugAllocator that never reuses',
    open: () =>
      new DebugAllocator(new ArenaAllocator(openPages()), { traces: false, neverReuse: true }),
    usedFor: same,
    reuses: false,
  },
  {
    name: 'HeapAllocator',
    open: () => new HeapAllocator(openHeap('automatic')),
    usedFor: same,
  },
  {
    name: 'HeapAllocator in a heap that is checked',
    open: () => new HeapAllocator(openHeap('automatic', true)),
    usedFor: same,
  },
  {
    name: 'PoolAllocator on pages of a HeapAllocator',
    open: () => {
      const allocator = new HeapAllocator(openHeap('automatic'));
      const pages = new AllocatorPages(allocator.memory, allocator);
      return new PoolAllocator(new PageAllocator(pages));
    },
    usedFor: slotOf,
  },
  {
    name: 'PageAllocator on pages of an ArenaAllocator',
    open: () => {
      const allocator = new ArenaAllocator(openPages());
      return new PageAllocator(new AllocatorPages(allocator.memory as AddressSpace, allocator));
    },
    usedFor: same,
    reuses: false,
  },
].map(({ isBump = false, reuses = !isBump, largest = MIB, ...rest }) => ({
  ...rest,
  knowsBlocks: !isBump,
  reuses,
  largest,
}));
