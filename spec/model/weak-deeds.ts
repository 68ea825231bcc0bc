// What a program does with what does not keep alive, done to the heap and to its model.

import { expect } from 'chai';
import { integerWord, type Ref, type SlotWord } from '../../src/index.ts';
import type { Node, Value } from './graph.ts';
import type { Deed, WeakDeed } from './program.ts';
import { shapeOf, SHAPES } from './shapes.ts';
import type { Subject } from './subject.ts';
import type { Finalizing } from './weakness.ts';

const MANY_HANDLES = 40;
/** Every so manyth value is a number. */
const NUMBERS = 5;

type Of<Name extends WeakDeed['do']> = Extract<WeakDeed, { readonly do: Name }>;
type WeakDeeds = {
  readonly [Name in WeakDeed['do']]: (subject: Subject, deed: Of<Name>) => void;
};

function pick(subject: Subject, number: number, any: boolean): Node | undefined {
  return any ? subject.graph.pickAny(number) : subject.graph.pick(number);
}

function hasAims({ aims }: Node): boolean {
  return aims.length > 0;
}

function hasMap({ shape }: Node): boolean {
  return SHAPES[shape]!.mapAt >= 0;
}

function isMapped({ shape }: Node): boolean {
  return SHAPES[shape]!.name === 'mapped';
}

/** Does it while the heap may hold what the model does not know of. */
function hidden<Result>(subject: Subject, work: () => Result): Result {
  const { hidesOne } = subject;
  subject.hidesOne = true;
  try {
    return work();
  } finally {
    subject.hidesOne = hidesOne;
    subject.graph.change();
  }
}

/** Gives the node a weak map or set of its own, if it has none. */
function openMap(subject: Subject, node: Node): void {
  if (node.entries !== undefined) return;
  const { maps, sets } = subject.makers.weak;
  const held = subject.hold(node);
  try {
    const table = isMapped(node) ? maps.new() : sets.new();
    subject.made++;
    if (node.entries !== undefined) return;
    subject.makers.store(node.shape, held.root.ref, SHAPES[node.shape]!.mapAt, table);
    node.entries = new Map();
  } finally {
    subject.letGo(held);
  }
}

/** Whatever this collects for keeps map, key and value alive, even if nothing else does. */
function setEntry(subject: Subject, node: Node, key: Node, value: Value): void {
  const { maps, sets } = subject.makers.weak;
  const table = subject.graph.tableOf(node);
  hidden(subject, () =>
    subject.makeInside(() => {
      if (isMapped(node)) maps.set(table, key.ref, wordOf(value));
      else sets.add(table, key.ref);
    }),
  );
  node.entries!.set(key, isMapped(node) ? value : undefined);
}

function wordOf(value: Value): SlotWord {
  return typeof value === 'object' ? value.ref : integerWord(value ?? 0);
}

function mapSet(subject: Subject, deed: Of<'mapSet'>): void {
  const { graph } = subject;
  const node = graph.pickWhere(deed.node, hasMap);
  if (node === undefined) return;
  openMap(subject, node);
  const again = graph.pickWhere(deed.node, (each) => each === node);
  const key = pick(subject, deed.key, deed.any);
  const value = deed.value % NUMBERS === 0 ? deed.value : pick(subject, deed.value, deed.any);
  if (again?.entries === undefined || key === undefined) return;
  setEntry(subject, again, key, value ?? 0);
}

function mapWalk(subject: Subject, deed: Of<'mapWalk'>): void {
  const node = subject.graph.pickWhere(deed.node, hasMap);
  if (node?.entries === undefined) return;
  const { maps, sets } = subject.makers.weak;
  const before = [...node.entries.keys()];
  const visited = new Set<Node>();
  const visit = (ref: Ref, word?: SlotWord): void => {
    const key = before.find((each) => each.ref === ref && node.entries!.has(each));
    if (key === undefined || visited.has(key)) expect.fail(`${ref} is visited, and is no key`);
    if (word !== undefined && word !== wordOf(node.entries!.get(key)))
      expect.fail(`${key.tag} is visited with ${word}`);
    visited.add(key);
    subject.host.fire(subject, 'visitor');
  };
  const table = subject.graph.tableOf(node);
  hidden(subject, () => {
    if (isMapped(node)) maps.forEach(table, visit);
    else sets.forEach(table, (ref) => visit(ref));
  });
  for (const key of before)
    if (node.entries.has(key) && !visited.has(key)) expect.fail(`${key.tag} is not visited`);
}

/** Sets an entry, and one of the same key in another weak map: two wait for the key. */
function chainTo(
  subject: Subject,
  node: Node,
  [key, value]: readonly [Node, Node],
  number: number,
): void {
  setEntry(subject, node, key, value);
  const { graph } = subject;
  const other = graph.pickWhere(number + 1, (each) => isMapped(each) && each.entries !== undefined);
  if (other !== undefined && other !== node && graph.all.has(key))
    setEntry(subject, other, key, graph.pickAny(number) ?? 0);
}

/** Each is the value of the one before it, and the first has a handle. */
function ephemerons(subject: Subject, deed: Of<'ephemerons'>): void {
  const { graph } = subject;
  const node = graph.pickWhere(deed.node, isMapped);
  if (node === undefined || subject.isFull()) return;
  openMap(subject, node);
  const [holder, held] = [subject.hold(node), subject.hold(undefined)];
  try {
    let first: Node | undefined;
    let last: Node | undefined;
    for (let index = 0; index < deed.count && node.entries !== undefined; index++) {
      const made = subject.make(shapeOf(deed.shape + index));
      const other = deed.isReversed ? first : last;
      const isFirst = deed.isReversed || first === undefined;
      // A callback may have taken an entry out, and what came before has died.
      if (other !== undefined && !graph.all.has(other)) return;
      // What was held so far dies, unless an entry keeps it: so that comes first.
      if (other !== undefined)
        chainTo(subject, node, deed.isReversed ? [made, other] : [other, made], deed.node);
      if (isFirst) first = made;
      last = made;
      if (isFirst) subject.point(held, made);
    }
  } finally {
    subject.letGo(holder);
    held.isBusy = false;
  }
}

function finalize(subject: Subject, deed: Of<'finalize'>): void {
  const node = pick(subject, deed.node, deed.any);
  if (node === undefined) return;
  const { priority, keeps } = deed;
  const call: Finalizing = { node, priority, keeps };
  subject.heap.finalize(node.ref, (ref) => subject.finalized(call, ref), { priority });
  subject.weakness.finalizing.push(call);
}

function register(subject: Subject, deed: Of<'register'>): void {
  const { heap, weakness } = subject;
  const target = pick(subject, deed.node, deed.any);
  const token = deed.token % 3 === 0 ? undefined : pick(subject, deed.token, deed.any);
  if (target === undefined) return;
  const { registries } = weakness;
  while (registries.length <= deed.registry)
    registries.push(heap.finalizationRegistry((cell) => subject.told(cell)));
  const cell = { registry: deed.registry, target, token };
  registries[deed.registry]!.register(target.ref, cell, token?.ref ?? 0);
  weakness.cells.push(cell);
}

function unregister(subject: Subject, deed: Of<'unregister'>): void {
  const { weakness } = subject;
  const registry = weakness.registries[deed.registry];
  const tokens = [...weakness.cells, ...weakness.ready].map(({ token }) => token);
  const token = tokens[deed.node % Math.max(1, tokens.length)] ?? subject.graph.pick(deed.node);
  if (registry === undefined || token === undefined) return;
  const hadAny = registry.unregister(token.ref);
  if (hadAny !== weakness.unregister(deed.registry, token) > 0)
    expect.fail(`a registry says ${hadAny} of the token ${token.tag}`);
}

function deref(subject: Subject, deed: Of<'deref'>): void {
  const { handles } = subject.weakness;
  const handle = handles[deed.index % Math.max(1, handles.length)];
  if (handle === undefined) return;
  const ref = handle.handle.deref();
  const { node } = handle;
  if (ref !== (node?.ref ?? 0)) expect.fail(`a weak handle gives ${ref}, not ${node?.ref ?? 0}`);
  handle.isKept = node !== undefined;
  subject.weakness.ownAll();
}

function hash(subject: Subject, deed: Of<'hash'>): void {
  const node = subject.graph.pick(deed.node);
  if (node === undefined) return;
  const known = subject.hashOf(node);
  node.hash ??= known;
  if (node.hash !== known) expect.fail(`the identity hash of ${node.tag} is ${known} now`);
}

/** Only in the middle of a collection. */
function resurrect(subject: Subject, deed: Of<'resurrect'>): void {
  const { marking, weakness } = subject;
  if (marking === undefined) return;
  const node = weakness.pickDead(deed.node);
  if (node === undefined) return;
  marking.resurrect(node.ref);
  weakness.resurrect(node, marking.isLive);
  const to = deed.isStored ? weakness.pickLive(deed.to) : undefined;
  if (to !== undefined) subject.linkTo(to, deed.to, node, node.ref);
  else subject.revived.push(node);
}

const WEAK_DEEDS: WeakDeeds = {
  aim: (subject, deed) => {
    const node = subject.graph.pickWhere(deed.node, hasAims);
    const to = pick(subject, deed.to, deed.any);
    if (node === undefined || to === undefined) return;
    const index = deed.slot % node.aims.length;
    subject.makers.store(node.shape, node.ref, SHAPES[node.shape]!.weakAt[index]!, to.ref);
    node.aims[index] = to;
  },

  revive: (subject, deed) => {
    const node = subject.graph.pickWhere(deed.node, hasAims);
    const aim = node?.aims[deed.slot % node.aims.length];
    if (aim !== undefined && !subject.isFull()) subject.hold(aim).isBusy = false;
  },

  mapSet,

  mapDelete: (subject, deed) => {
    const node = subject.graph.pickWhere(deed.node, hasMap);
    if (node?.entries === undefined) return;
    const keys = [...node.entries.keys()];
    const key = keys[deed.key % Math.max(1, keys.length)] ?? subject.graph.pick(deed.key);
    if (key === undefined) return;
    const { maps, sets } = subject.makers.weak;
    const layout = isMapped(node) ? maps : sets;
    const hadAny = layout.delete(subject.graph.tableOf(node), key.ref);
    if (hadAny !== node.entries.delete(key)) expect.fail(`delete says ${hadAny} of ${key.tag}`);
    subject.graph.change();
  },

  mapWalk,
  ephemerons,

  handle: (subject, deed) => {
    const node = pick(subject, deed.node, deed.any);
    const { handles } = subject.weakness;
    if (node === undefined || handles.length >= MANY_HANDLES) return;
    handles.push({ handle: subject.heap.weak(node.ref), node, isKept: false });
  },

  deref,

  unhandle: (subject, deed) => {
    const { handles } = subject.weakness;
    const handle = handles[deed.index % Math.max(1, handles.length)];
    if (handle === undefined || handle.isKept) return;
    handle.handle.release();
    handles.splice(handles.indexOf(handle), 1);
  },

  endJob: ({ heap, weakness }) => {
    heap.endJob();
    weakness.endJob();
  },

  finalize,

  runFinalizers: (subject) => {
    const { heap, weakness } = subject;
    const { calls } = weakness;
    const count = heap.runFinalizers();
    subject.checkCalls(count, calls);
  },

  register,
  unregister,
  hash,
  resurrect,
};

export function isWeakDeed(deed: Deed): deed is WeakDeed {
  return Object.hasOwn(WEAK_DEEDS, deed.do);
}

/** Does it. Throws what the heap throws. */
export function performWeakly(subject: Subject, deed: WeakDeed): void {
  const work = WEAK_DEEDS[deed.do] as (subject: Subject, deed: WeakDeed) => void;
  work(subject, deed);
}
