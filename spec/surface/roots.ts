// The arguments of what holds objects: handles, pins, scopes and stacks.

import { Pin, Root, RootSet, RootStack, Scope } from '../../src/index.ts';
import { BEYOND } from '../support/wrong.ts';
import type { Description } from './description.ts';
import { BY_HEAP, HeapWorld, INNER, OF_HEAP, ours, oursOrNull } from './heap-world.ts';
import { among, callback, instance, type Kind, optional, unchecked, whole } from './kinds.ts';

type Ours = Kind<HeapWorld>;

const CALLBACK: Ours = callback((): void => {});

const ROOT: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ kept }) => kept,
  construct: {
    class: Root,
    args: {
      table: instance(() => undefined),
      slot: unchecked(BY_HEAP, 0),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    ref: { args: { ref: oursOrNull(({ ref }) => ref) } },
    release: { args: {}, ended: 'harmless' },
  },
};

const PIN: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap, ref }) => heap.pin(ref),
  construct: {
    class: Pin,
    args: { table: instance(() => undefined), root: unchecked(BY_HEAP, undefined) },
    madeBy: BY_HEAP,
  },
  methods: { release: { args: {}, ended: 'harmless' } },
};

const scopes = new WeakMap<HeapWorld, Scope>();

const SCOPE: Description<HeapWorld> = {
  ...OF_HEAP,
  within: (run) => {
    const world = new HeapWorld();
    world.heap.scope((scope) => {
      scopes.set(world, scope);
      run(world);
    });
  },
  subject: (world) => scopes.get(world)!,
  construct: {
    class: Scope,
    args: { table: instance(() => undefined), outer: unchecked(BY_HEAP, undefined) },
    madeBy: BY_HEAP,
  },
  methods: {
    root: { args: { ref: optional(oursOrNull(({ ref }) => ref)) } },
    escape: { args: { kept: oursOrNull(({ ref }) => ref) } },
    release: { args: {}, ended: 'harmless' },
  },
};

const WORD: Ours = among(
  ({ ref }) => ref,
  [null, undefined, true, 'x', '9', [9], { valueOf: () => 9 }, 9.5, NaN, 2 ** 32 + 9, BEYOND],
  ['ValueError'],
);
const IN_STACK: Ours = whole(0, 0, 0, ['HandleError']);

const STACK: Description<HeapWorld> = {
  ...OF_HEAP,
  subject: ({ heap, ref }) => {
    const stack = heap.stack(16);
    stack.push(ref);
    return stack;
  },
  construct: {
    class: RootStack,
    args: {
      space: instance(({ space }) => space),
      address: unchecked(BY_HEAP, 4096),
      slots: unchecked(BY_HEAP, 1),
    },
    madeBy: BY_HEAP,
  },
  methods: {
    depth: { args: { depth: whole(0, 1, 0) } },
    push: { args: { word: WORD } },
    pop: { args: {} },
    get: { args: { index: IN_STACK } },
    set: { args: { index: IN_STACK, word: WORD } },
    peek: { args: { below: optional(whole(0, 0, 0, ['HandleError'])) } },
    visit: { args: { visit: CALLBACK }, ended: 'harmless' },
    followViews: { args: {}, ended: 'harmless' },
    freeze: { args: { isFrozen: unchecked(INNER, false) }, ended: 'harmless' },
    dispose: { args: {}, ended: 'harmless' },
  },
};

const sets = new WeakMap<HeapWorld, { readonly set: RootSet; readonly root: Root }>();

const SET: Description<HeapWorld> = {
  ...OF_HEAP,
  within: (run) => {
    const world = new HeapWorld();
    const set = world.heap.rootSet();
    sets.set(world, { set, root: set.stash(world.ref) });
    run(world);
  },
  subject: (world) => sets.get(world)!.set,
  construct: {
    class: RootSet,
    args: { table: instance(() => undefined) },
    madeBy: BY_HEAP,
  },
  methods: {
    stash: { args: { ref: ours(({ ref }) => ref) } },
    fetch: {
      args: {
        root: instance(
          (world) => sets.get(world)!.root,
          ({ kept, otherRoot }) => [kept, otherRoot],
          ['HandleError'],
        ),
      },
    },
    contains: {
      args: { root: unchecked('a question: what is no root of the set is not in it', undefined) },
      ended: 'harmless',
    },
    drop: {
      args: { root: unchecked('what is no root of the set is not in it', undefined) },
      ended: 'harmless',
    },
    release: { args: {}, ended: 'harmless' },
  },
};

export const CLASSES = {
  RootSet: SET,
  Root: ROOT,
  Pin: PIN,
  Scope: SCOPE,
  RootStack: STACK,
};
