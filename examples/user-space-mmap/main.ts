// An mmap of one's own: runs of 4 KiB pages in 2 MiB megablocks, any part of which can be given
// back; and blocks that are aligned to their size, so that a mask takes any address inside to the
// block.

import { AddressSpace, Block, KIB, MIB, PAGE_BYTES, SpacePages } from '../../src/memory/index.ts';

/** Runs the example; prints through `print`. */
export function main(print: (line: string) => void): void {
  const space = new AddressSpace({ reserve: 64 * MIB });
  const images = new SpacePages(space, 'images');
  const { pages } = space;

  const film = images.acquire(4096, 1);
  print(`a run of ${(4096 * PAGE_BYTES) / MIB} MiB from page ${film}, across megablocks`);
  const middle = (film + 1000) as typeof film;
  images.release(middle, 96);
  const holder = pages.nameOf(pages.ownerOf(film + 999));
  print(`page ${film + 999} is held by ${holder}, page ${middle} by ${pages.ownerOf(middle)}`);
  const { freePages, longestFreeRun } = pages.stats();
  print(`${freePages} pages are free, ${longestFreeRun} of them in one run`);

  const patch = images.acquire(96, 1);
  print(`96 pages fit into the gap again: ${patch === middle}`);
  images.release(film, 4096);

  const block = Block.acquire(space, 64 * KIB, images.owner);
  const inside = block.address + 12_345;
  print(`a block of 64 KiB at ${block.address}, aligned: ${block.isAligned}`);
  print(`${inside} lies in the block at ${inside & ~(block.bytes - 1)}`);
  block.release();
  space.close();
}

if (require.main === module) main((line) => process.stdout.write(`${line}\n`));
