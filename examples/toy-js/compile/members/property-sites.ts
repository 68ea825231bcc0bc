import { getCached, setCached } from '../../runtime/objects/caches.ts';
import { At } from '../../runtime/values/layouts.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { INTERNAL } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';

/** Caches of one place in the source, besides its first: more shapes than this take turns. */
const MAX_OTHERS = 3;

/**
 * The inline caches of one property access in the source. Most see one shape; those that see
 * several get a cache for each (Hölzle, Chambers and Ungar, "Optimizing dynamically-typed
 * object-oriented languages with polymorphic inline caches", 1991).
 */
export class PropertySite {
  /** Compiled code looks here by itself before it asks. */
  readonly first: number;
  private readonly others: number[] = [];
  private turn = 0;

  constructor(
    private readonly vm: Machine,
    /** Absolute index of the property's key. */
    readonly key: number,
  ) {
    this.first = vm.tables.newCache();
  }

  /** The property of `target`. May collect. */
  get(target: Word): Word {
    return getCached(this.vm, target, this.vm.words[this.key]!, this.cacheFor(target));
  }

  /** Stores the property of `target`. May collect. */
  set(target: Word, value: Word, isStrict: boolean): void {
    const key = this.vm.words[this.key]!;
    setCached(this.vm, target, key, value, isStrict, this.cacheFor(target));
  }

  /** The cache that knows the target's shape, or the one that is to learn it. */
  private cacheFor(target: Word): number {
    const { words } = this.vm;
    const { first, others } = this;
    if ((target & 7) !== 1) return first;
    const shape = words[(target >>> 2) + At.SHAPE]!;
    if (words[first] === shape || words[first] === INTERNAL) return first;
    let empty = -1;
    for (let i = 0; i < others.length; i++) {
      const cache = others[i]!;
      if (words[cache] === shape) return cache;
      if (words[cache] === INTERNAL) empty = cache;
    }
    if (empty >= 0) return empty;
    if (others.length < MAX_OTHERS) {
      const cache = this.vm.tables.newCache();
      others.push(cache);
      return cache;
    }
    this.turn = (this.turn + 1) % MAX_OTHERS;
    return others[this.turn]!;
  }
}
