// The arguments of what holds objects weakly.

import {
  FinalizationRegistry,
  integerWord,
  WeakHandle,
  WeakMapLayout,
  WeakSetLayout,
} from '../../src/index.ts';
import type { Call, Description } from './description.ts';
import { BY_HEAP, form, HeapWorld, OF_HEAP, ours, oursOrNull } from './heap-world.ts';
import { callback, instance, type Kind, optional, unchecked } from './kinds.ts';
import { WORD } from './layouts.ts';

type Ours = Kind<HeapWorld>;

/** The heap of a world with something of each kind that is weak. */
class WeakWorld extends HeapWorld {
  readonly WeakMaps = this.heap.weakMapLayout('WeakMap');
  readonly map = this.heap.root(this.WeakMaps.new());
  readonly WeakSets = this.heap.weakSetLayout('WeakSet');
  readonly set = this.heap.root(this.WeakSets.new());
  readonly handle = this.heap.weak(this.ref);
  readonly registry = this.heap.finalizationRegistry(() => {});
  readonly filled = this.fill();

  private fill(): boolean {
    this.WeakMaps.set(this.map.ref, this.ref, integerWord(1));
    this.WeakSets.add(this.set.ref, this.ref);
    return true;
  }
}

const OF_WEAK = {
  ...OF_HEAP,
  within: (run: (world: HeapWorld) => void): void => run(new WeakWorld()),
};

const weak = (world: HeapWorld): WeakWorld => world as WeakWorld;
const MAP: Ours = form((world) => weak(world).map.ref);
const SET: Ours = form((world) => weak(world).set.ref);
const KEY: Ours = ours(({ ref }) => ref);
const CALLBACK: Ours = callback((): void => {});

const layoutArgs = (): Record<string, Ours> => ({
  plane: instance(() => undefined),
  name: unchecked(BY_HEAP, 'L'),
});

const sharedCalls = (self: Ours, name: string): Record<string, Call<HeapWorld>> => ({
  is: {
    args: { word: unchecked('what is no object of the layout is told so', 2) },
    ended: 'harmless',
  },
  new: { args: {} },
  size: { args: { map: self } },
  has: { args: { map: self, key: KEY } },
  delete: { args: { map: self, key: KEY } },
  forEach: { args: { [name]: self, visit: CALLBACK } },
});

const WEAK_MAP_LAYOUT: Description<HeapWorld> = {
  ...OF_WEAK,
  subject: (world) => weak(world).WeakMaps,
  construct: { class: WeakMapLayout, args: layoutArgs(), madeBy: BY_HEAP },
  methods: {
    ...sharedCalls(MAP, 'map'),
    get: { args: { map: MAP, key: KEY } },
    set: { args: { map: MAP, key: KEY, value: WORD() } },
    getOrInsert: { args: { map: MAP, key: ours(({ target }) => target), value: WORD() } },
    getOrInsertComputed: {
      args: { map: MAP, key: ours(({ target }) => target), make: callback(() => 2) },
    },
  },
};

const WEAK_SET_LAYOUT: Description<HeapWorld> = {
  ...OF_WEAK,
  subject: (world) => weak(world).WeakSets,
  construct: { class: WeakSetLayout, args: layoutArgs(), madeBy: BY_HEAP },
  methods: {
    ...sharedCalls(SET, 'set'),
    add: { args: { set: SET, key: KEY } },
  },
};

const WEAK_HANDLE: Description<HeapWorld> = {
  ...OF_WEAK,
  subject: (world) => weak(world).handle,
  construct: {
    class: WeakHandle,
    args: {
      table: instance(() => undefined),
      place: unchecked(BY_HEAP, 0),
      host: unchecked(BY_HEAP, undefined),
    },
    madeBy: BY_HEAP,
  },
  methods: { deref: { args: {} }, release: { args: {}, ended: 'harmless' } },
};

const FINALIZATION_REGISTRY: Description<HeapWorld> = {
  ...OF_WEAK,
  subject: (world) => weak(world).registry,
  construct: {
    class: FinalizationRegistry,
    args: { host: instance(() => undefined), callback: unchecked(BY_HEAP, () => {}) },
    madeBy: BY_HEAP,
  },
  methods: {
    register: {
      args: {
        target: KEY,
        held: unchecked('any value of the host is told as it is', 'held'),
        token: optional(oursOrNull(({ target }) => target)),
      },
    },
    unregister: { args: { token: KEY } },
  },
};

export const CLASSES = {
  WeakHandle: WEAK_HANDLE,
  WeakMapLayout: WEAK_MAP_LAYOUT,
  WeakSetLayout: WEAK_SET_LAYOUT,
  FinalizationRegistry: FINALIZATION_REGISTRY,
};
