// Heaps as guests: two plugins of one host share an address space, each on a page source that the
// host chose. One is limited, one is watched and made to fail; an error outlives the heap that
// raised it; the space says who still lives in it.

import { FailingPages, FailurePlan, LoggingPages } from '../../src/alloc/index.ts';
import { Heap } from '../../src/index.ts';
import {
  AddressSpace,
  KIB,
  LimitedPages,
  MIB,
  type PageSource,
  SpacePages,
  TidemarkError,
} from '../../src/memory/index.ts';

/** Fills a heap on these pages with a list until it throws; closes it, and returns the error. */
function exhaust(pages: PageSource): TidemarkError {
  using heap = new Heap({ pages });
  const Pair = heap.layout('Pair', { head: 'value', tail: 'ref' });
  const list = heap.root();
  try {
    for (let i = 0; ; i++) list.ref = Pair.new({ head: i, tail: list.ref });
  } catch (error) {
    if (error instanceof TidemarkError) return error;
    throw error;
  }
}

/** Runs the example; prints through `print`. */
export function main(print: (line: string) => void): void {
  const space = new AddressSpace({ reserve: 16 * MIB });

  const limited = new LimitedPages(new SpacePages(space, 'plugin A'), 256 * KIB);
  print(`plugin A: ${exhaust(limited).code} with ${limited.peak / KIB} KiB at the most`);
  print(`plugin A: ${limited.used} bytes held after its heap was closed`);

  let acquired = 0;
  const failing = new FailingPages(new SpacePages(space, 'plugin B'), new FailurePlan(5));
  const watched = new LoggingPages(failing, ({ kind }) => {
    if (kind === 'acquire') acquired++;
  });
  print(`plugin B: ${exhaust(watched).code} at request ${acquired} for pages`);

  const forgotten = new Heap({ space, name: 'plugin C', limit: MIB });
  forgotten.root();
  try {
    space.close();
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    print(error.message);
  }
  forgotten.dispose();
  space.close();
  print(`closed: ${space.isClosed}`);
}

if (require.main === module) main((line) => process.stdout.write(`${line}\n`));
