// `npm run bench -- page-map [--rounds=7] [--seed=1]`: what a full page map costs against an empty
// one.
//
// A map of 2²⁰ pages (4 GiB) is filled page by page, in random places, to a share of all pages. A
// window as long as the run is kept free at the far end, so that the search has somewhere to end.
// Then runs are acquired and released.

import { type OwnerId, type PageIndex, PageMap } from '../../src/memory/index.ts';
import { generator, median, now, option, shuffled } from './figures.ts';

const PAGES = 1 << 20;
const RUNS = [1, 3, 16, 512, 4096];
const SHARES = [0.1, 0.5, 0.95, 0.999];
const PAIRS = 2000;

function fillTo(map: PageMap, owner: OwnerId, share: number, window: number, seed: number): void {
  const usable = PAGES - 1 - window;
  map.acquire(1, 1, owner);
  for (let start = 2; start < PAGES; start += 1 << 15)
    map.acquire(Math.min(1 << 15, PAGES - start), 1, owner);
  const free = Math.round(usable * (1 - share));
  const order = shuffled(usable - 1, generator(seed));
  for (let index = 0; index < free; index++)
    map.release((order[index]! + 2) as PageIndex, 1, owner);
  for (let start = PAGES - window; start < PAGES; start += 1 << 15)
    map.release(start as PageIndex, Math.min(window, PAGES - start), owner);
}

function nsPerPair(map: PageMap, owner: OwnerId, pages: number): number {
  const started = now();
  for (let pair = 0; pair < PAIRS; pair++) {
    const start = map.acquire(pages, 1, owner);
    if (start === 0) throw new Error(`no run of ${pages} pages`);
    map.release(start, pages, owner);
  }
  return (now() - started) / PAIRS;
}

/**
 * Prints one line a run length: the time at each share, and the last as a multiple of the first.
 */
export function run(args: readonly string[], print: (line: string) => void): void {
  const rounds = option(args, 'rounds', 7);
  const seed = option(args, 'seed', 1);
  print(`seed ${seed}, median of ${rounds} rounds; ns for an acquire and a release`);
  for (const pages of RUNS) {
    const maps = SHARES.map((share) => {
      const map = new PageMap(PAGES);
      const owner = map.register('bench');
      fillTo(map, owner, share, pages, seed);
      return { map, owner };
    });
    const taken = SHARES.map((): number[] => []);
    for (let round = 0; round <= rounds; round++)
      maps.forEach(({ map, owner }, index) => {
        const ns = nsPerPair(map, owner, pages);
        if (round > 0) taken[index]!.push(ns);
      });
    const medians = taken.map(median);
    const figures = SHARES.map((share, index) => `${share * 100} %: ${medians[index]!.toFixed(0)}`);
    const ratio = medians.at(-1)! / medians[0]!;
    print(`${pages} pages: ${figures.join(', ')}; ${ratio.toFixed(2)} times`);
  }
}
