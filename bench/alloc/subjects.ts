// The allocators that are compared, behind two calls. Each is used as its own documentation says.

import { MemPool } from '@thi.ng/malloc';
import Codemix from 'malloc';
import { PageAllocator, PoolAllocator } from '../../src/alloc/index.ts';
import { AddressSpace, GIB, KIB, MIB, SpacePages } from '../../src/memory/index.ts';

/**
 * One allocator under measurement. Sizes are given to `free` as well; who does not need them
 * ignores them.
 */
export interface Subject {
  /** The memory that addresses index, so that each block is written as a user would. */
  readonly words: Int32Array;
  allocate(bytes: number): number;
  free(address: number, bytes: number): void;
  /** Makes it empty again, by the fastest way it has; `each` calls back with every live block. */
  reset(each: (visit: (address: number, bytes: number) => void) => void): void;
}

/** Room for 100,000 blocks of 260 bytes on average, and as much again. */
const BUFFER_BYTES = 128 * MIB;

function tidemark(): Subject {
  const space = new AddressSpace({ reserve: GIB });
  const pages = new PageAllocator(new SpacePages(space, 'bench'));
  // As the peers, it gives nothing back between two runs.
  const pool = new PoolAllocator(pages, { keepEmpty: GIB / (64 * KIB) });
  const free = (address: number, bytes: number): void => {
    if (pool.free(address, bytes) !== 0) throw new Error(`free(${address}, ${bytes})`);
  };
  return {
    words: space.words,
    allocate: (bytes) => pool.allocate(bytes, 8),
    free,
    reset: (each) => each(free),
  };
}

function thing(): Subject {
  const buffer = new ArrayBuffer(BUFFER_BYTES);
  const pool = new MemPool({ buf: buffer });
  return {
    words: new Int32Array(buffer),
    reset: () => pool.freeAll(),
    allocate: (bytes) => pool.malloc(bytes),
    free: (address) => {
      if (!pool.free(address)) throw new Error(`free(${address})`);
    },
  };
}

function codemix(): Subject {
  const buffer = new ArrayBuffer(BUFFER_BYTES);
  const allocator = new Codemix(buffer);
  const free = (address: number): void => {
    if (!allocator.free(address)) throw new Error(`free(${address})`);
  };
  return {
    words: new Int32Array(buffer),
    allocate: (bytes) => allocator.alloc(bytes),
    free,
    reset: (each) => each(free),
  };
}

/** By name; ours is first. */
export const SUBJECTS: Readonly<Record<string, () => Subject>> = {
  tidemark,
  '@thi.ng/malloc': thing,
  'codemix malloc': codemix,
};
