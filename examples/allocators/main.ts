// Counts the words of a text under a limit, with every call watched: allocators that are made over
// allocators.
//
//   LimitedAllocator (12 KiB)  →  LoggingAllocator  →  PoolAllocator  →  PageAllocator  →  AddressSpace

import {
  checkAllFailures,
  DebugAllocator,
  LimitedAllocator,
  LoggingAllocator,
  PageAllocator,
  PoolAllocator,
} from '../../src/alloc/index.ts';
import { AddressSpace, KIB, MIB, SpacePages, TidemarkError } from '../../src/memory/index.ts';
import { WordCounts } from './words.ts';

const TEXT = `the tide comes in the tide goes out and what the tide leaves is marked
what is not marked is swept and what is swept is free the arena is free the arena is filled`;

function count(counts: WordCounts, text: string): void {
  for (const word of text.split(/\s+/)) counts.add(word);
}

/** Runs the example; prints through `print`. */
export function main(print: (line: string) => void): void {
  const space = new AddressSpace({ reserve: 4 * MIB });
  const openPool = (): PoolAllocator =>
    new PoolAllocator(new PageAllocator(new SpacePages(space, 'words')), { keepEmpty: 0 });

  const calls = { allocate: 0, resize: 0, free: 0 };
  const pool = openPool();
  const logging = new LoggingAllocator(pool, ({ kind }) => calls[kind]++);
  const limited = new LimitedAllocator(logging, 12 * KIB);
  const counts = new WordCounts(limited);
  count(counts, TEXT);
  for (const [word, times] of counts.sorted().slice(0, 3)) print(`${times} ${word}`);
  print(`${limited.used} bytes in use, ${calls.allocate} allocations`);
  try {
    for (let number = 0; ; number++) counts.add(`word${number}`);
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    print(`${error.code} with ${limited.used} of ${limited.limit} bytes in use`);
  }
  counts.dispose();
  print(`${limited.used} bytes in use at the end`);

  const debug = new DebugAllocator(pool);
  const forgotten = new WordCounts(debug);
  forgotten.add('tide');
  print(debug.leakReport().split('\n')[0]!);
  forgotten.dispose();

  const check = checkAllFailures((allocator) => {
    const tried = new WordCounts(allocator);
    try {
      count(tried, 'the tide the arena');
    } finally {
      tried.dispose();
    }
  }, openPool);
  print(`${check.runs} runs with a failure in them: nothing leaks`);
  pool.dispose();
  space.close();
}

if (require.main === module) main((line) => process.stdout.write(`${line}\n`));
