// What a program does with one heap, done to the heap and to its model. A call of the heap may run
// callbacks that do other deeds, so each goes on from what is so after the call. A collection may
// move objects, so no reference is kept across one.

import { expect } from 'chai';
import { type Held, type Node, SCANNED_WORDS, STACK_SLOTS } from './graph.ts';
import { collectOptions, type Deed, type WeakDeed } from './program.ts';
import { shapeOf, SHAPES } from './shapes.ts';
import { isRefusal, type Subject } from './subject.ts';
import { isWeakDeed, performWeakly } from './weak-deeds.ts';

/** What a deed needs of the world that its heap is in. */
export interface Surroundings {
  /** How many events have come that brought something about. */
  readonly events: number;
  close(subject: Subject): void;
}

const MOST_EXHAUSTING = 2000;
/** The longest shape that is no large object. */
const LONG = SHAPES.findIndex(({ name }) => name === 'raw all of 2001');

type PlainDeed = Exclude<Deed, WeakDeed>;
type Of<Name extends PlainDeed['do']> = Extract<PlainDeed, { readonly do: Name }>;
type Deeds = {
  readonly [Name in Exclude<PlainDeed['do'], 'open'>]: (
    subject: Subject,
    deed: Of<Name>,
    world: Surroundings,
  ) => void;
};

function holdNode(subject: Subject, number: number) {
  const node = subject.graph.pick(number);
  return node === undefined ? undefined : subject.hold(node);
}

function makeApart(subject: Subject, deed: Omit<Of<'make'>, 'do' | 'heap'>): void {
  const { graph } = subject;
  for (let index = 0; index < deed.count; index++) {
    const node = subject.make(shapeOf(deed.shape + index));
    if (deed.keep === 'root' || graph.pushed.length === STACK_SLOTS) {
      subject.hold(node).isBusy = false;
    } else {
      graph.stack.push(node.ref);
      graph.pushed.push(node);
    }
    graph.change();
  }
}

/** A node whose first link is what the handle holds; afterwards the handle holds the node. */
function makeInFront(subject: Subject, held: Held, shape: number): void {
  const node = subject.make(shape, held.root.ref);
  if (shape === 0) node.links[0] = held.node;
  else subject.linkTo(node, 0, held.node, held.root.ref);
  held.root.ref = node.ref;
  held.node = node;
  subject.graph.change();
}

/** The same of a pair, while nobody but its constructor holds what it is to refer to. */
function makePairInFront(subject: Subject, held: Held): void {
  const { node: left } = held;
  const ref = held.root.ref;
  held.root.ref = 0;
  held.node = undefined;
  subject.graph.change();
  subject.hidesOne = true;
  let node: Node;
  try {
    node = subject.make(0, ref);
  } finally {
    subject.hidesOne = false;
  }
  node.links[0] = left;
  held.root.ref = node.ref;
  held.node = node;
  subject.graph.change();
}

function makeChain(subject: Subject, deed: Of<'make'>): void {
  const held = subject.hold(undefined);
  try {
    for (let index = 0; index < deed.count; index++) {
      // All of one shape, or one after the other.
      const shape = shapeOf(deed.shape + index * (deed.shape & 1));
      if (shape === 0) makePairInFront(subject, held);
      else makeInFront(subject, held, shape);
    }
  } finally {
    held.isBusy = false;
  }
}

function waste(subject: Subject, { shape, count }: Omit<Of<'waste'>, 'do'>): void {
  for (let index = 0; index < count; index++) subject.make(shapeOf(shape + index));
}

function collect(subject: Subject, deed: Of<'collect'>, world: Surroundings): void {
  const { heap, setup } = subject;
  const { events } = world;
  const most = subject.mostYoung();
  const report = heap.collect(collectOptions(deed.kind));
  if (setup.mode === 'never') {
    if (report.ordinal !== 0) expect.fail('a heap that never collects did');
  } else if (world.events === events) subject.checkReport(report, most);
}

function exhaust(subject: Subject, deed: Of<'exhaust'>): void {
  const { graph } = subject;
  const held = subject.hold(undefined);
  try {
    for (let count = 0; count < MOST_EXHAUSTING; count++) {
      const shape = shapeOf(deed.shape);
      makeInFront(subject, held, SHAPES[shape]!.linksAt.length === 0 ? 1 : shape);
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    graph.walk();
  } finally {
    subject.letGo(held);
    graph.change();
  }
}

const DEEDS: Deeds = {
  make: (subject, deed) => {
    if (subject.isFull()) waste(subject, deed);
    else if (deed.keep === 'chain') makeChain(subject, deed);
    else makeApart(subject, deed);
  },

  waste,

  scatter: (subject, { shape, count }) => {
    if (subject.isFull()) return;
    for (let index = 0; index < count; index++) {
      makeApart(subject, { shape: shape + index, count: 1, keep: 'root' });
      subject.make(LONG);
    }
  },

  scope: (subject, deed) => {
    const { heap, graph } = subject;
    heap.scope((scope) => {
      const held: Held[] = [];
      try {
        for (let index = 0; index < deed.count; index++) {
          const node = subject.make(shapeOf(deed.shape + index));
          const root = scope.root(node.ref);
          held.push({ root, node, isBusy: true });
          graph.roots.push(held[index]!);
          graph.change();
        }
        heap.collect(collectOptions(deed.kind));
        if (!subject.isDisposed) graph.walk();
      } finally {
        for (const each of held) graph.roots.splice(graph.roots.indexOf(each), 1);
        graph.change();
      }
    });
  },

  hang: (subject, deed) => {
    if (subject.isFull()) return;
    const held = holdNode(subject, deed.node);
    if (held === undefined) return;
    try {
      const node = subject.make(shapeOf(deed.shape));
      const from = held.node!;
      from.ref = held.root.ref;
      subject.linkTo(from, deed.slot, node, node.ref);
    } finally {
      subject.letGo(held);
    }
  },

  link: (subject, deed) => {
    const from = subject.graph.pick(deed.node);
    const to = subject.graph.pick(deed.to);
    if (from !== undefined && to !== undefined) subject.linkTo(from, deed.slot, to, to.ref);
  },

  unlink: (subject, deed) => {
    const from = subject.graph.pick(deed.node);
    if (from !== undefined) subject.linkTo(from, deed.slot, undefined, 0);
  },

  root: (subject, deed) => {
    const held = holdNode(subject, deed.node);
    if (held !== undefined) held.isBusy = false;
  },

  push: (subject, deed) => {
    const { graph } = subject;
    const node = graph.pick(deed.node);
    if (node === undefined || graph.pushed.length === STACK_SLOTS) return;
    graph.stack.push(node.ref);
    graph.pushed.push(node);
    graph.change();
  },

  scan: (subject, deed) => {
    const { graph, heap } = subject;
    const node = graph.pick(deed.node);
    if (node === undefined || !subject.hasScanner) return;
    const word = deed.word % SCANNED_WORDS;
    heap.words[graph.base + word] = node.ref;
    graph.scanned[word] = node;
    graph.change();
  },

  pin: (subject, deed) => {
    const { graph, heap } = subject;
    const node = graph.pick(deed.node);
    if (node === undefined) return;
    const pin = heap.pin(node.ref);
    graph.pinned.push({ pin, node, ref: node.ref });
    graph.change();
  },

  weak: (subject, deed) => {
    const node = subject.graph.pick(deed.node);
    if (node !== undefined) subject.weak.set(node, node.ref);
  },

  point: (subject, deed) => {
    const { graph } = subject;
    const node = graph.pick(deed.node);
    const held = graph.roots[deed.index % Math.max(1, graph.roots.length)];
    if (node === undefined || held === undefined || held.isBusy) return;
    held.root.ref = node.ref;
    held.node = node;
    graph.change();
  },

  release: (subject, deed) => {
    const { roots } = subject.graph;
    const held = roots[deed.index % Math.max(1, roots.length)];
    if (held !== undefined && !held.isBusy) subject.letGo(held);
  },

  unpin: (subject, deed) => {
    const { graph } = subject;
    const [pinned] = graph.pinned.splice(deed.index % Math.max(1, graph.pinned.length), 1);
    pinned?.pin.release();
    graph.change();
  },

  pop: (subject, deed) => {
    const { graph } = subject;
    for (let count = Math.min(deed.count, graph.pushed.length); count > 0; count--) {
      graph.pushed.pop();
      graph.stack.pop();
    }
    graph.change();
  },

  drop: (subject, deed) => {
    const { graph } = subject;
    const every = (deed.every % 4) + 1;
    for (const [index, held] of [...graph.roots].entries())
      if ((index + deed.from) % every === 0 && !held.isBusy) subject.letGo(held);
    // What stays on the stack is pushed again; the words are those that it holds now.
    const nodes = graph.pushed.splice(0);
    const refs = nodes.map(() => graph.stack.pop()).reverse();
    for (const [index, node] of nodes.entries()) {
      if ((index + deed.from) % every === 0) continue;
      graph.stack.push(refs[index]!);
      graph.pushed.push(node);
    }
    graph.change();
  },

  grow: (subject, deed) => {
    const node = subject.graph.pick(deed.node);
    if (node === undefined) return;
    const { name, isOpen } = SHAPES[node.shape]!;
    if (!isOpen && !name.startsWith('array')) return;
    const words = node.words + deed.more;
    if (!subject.makers.grow(node.shape, node.ref, words)) return;
    const payload = (node.ref >>> 2) + 1;
    for (let word = payload + node.words; word < payload + words; word++)
      if (subject.heap.words[word] !== 0) expect.fail(`${name} has grown by what is not zero`);
    node.words = words;
    node.linksAt.push(words - 1);
    node.links.push(undefined);
  },

  collect,

  safepoint: (subject, deed) => {
    subject.heap.safepoint(deed.bytes);
  },

  trim: (subject) => void subject.heap.trim(),
  scanner: (subject) => subject.toggleScanner(),
  exhaust,
  dispose: (subject, _, world) => world.close(subject),
};

/** Does it. Throws what the heap throws. */
export function perform(world: Surroundings, subject: Subject, deed: Deed): void {
  if (deed.do === 'open') return;
  if (isWeakDeed(deed)) {
    performWeakly(subject, deed);
    return;
  }
  const work = DEEDS[deed.do] as (subject: Subject, deed: Deed, world: Surroundings) => void;
  work(subject, deed, world);
}

/**
 * Whether a heap refuses it in the middle of a collection, and when its page source calls, whatever
 * it holds.
 */
export function isRefused(deed: Deed): boolean {
  return ['scope', 'collect', 'trim', 'dispose', 'runFinalizers', 'endJob'].includes(deed.do);
}
