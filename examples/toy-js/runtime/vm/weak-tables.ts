import { Cache } from '../objects/cache-layout.ts';
import { followInterned, pruneInterned } from '../strings/intern.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { LOOKUP_ENTRIES } from '../machine/limits.ts';
import type { Realm } from '../machine/machine.ts';
import type { WordPool } from '../machine/word-pool.ts';
import { INTERNAL } from '../values/words.ts';

/**
 * What the VM knows of objects without keeping them alive: inline caches, remembered lookups,
 * and interned strings. They forget what dies and follow what moves.
 */
export function registerWeakTables(vm: Realm, caches: WordPool): void {
  const { heap, words, lookupBase } = vm;

  heap.onMarked((isLive) => {
    vm.shapesMade = 0;
    words.fill(0, lookupBase, lookupBase + LOOKUP_ENTRIES * 3);
    caches.forEachEntry((cache) => {
      const shape = words[cache]!;
      if (shape === INTERNAL) return;
      const holder = words[cache + Cache.HOLDER]!;
      const dead = !isLive(shape) || ((holder & 7) === 1 && !isLive(holder));
      if (dead) words[cache] = INTERNAL;
    });
    pruneInterned(vm, vm.intrinsic(Intrinsic.InternTable), isLive);
  });

  heap.onMoved((forward) => {
    caches.forEachEntry((cache) => {
      if (words[cache] === INTERNAL) return;
      words[cache] = forward(words[cache]!);
      const holder = words[cache + Cache.HOLDER]!;
      if ((holder & 7) === 1) words[cache + Cache.HOLDER] = forward(holder);
    });
    followInterned(vm, vm.intrinsic(Intrinsic.InternTable), forward);
  });
}
