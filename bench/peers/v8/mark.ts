// The graphs of bench/subjects/mark.ts as plain objects, and gc() on them.

import { type Figures, median, type Parameters, time } from '../../subjects/parameters.ts';
import { placement, SEED, xorshift } from '../../subjects/random.ts';

const WALK = 1000;
const WARM_UPS = 2;

export interface Node {
  left: Node | null;
  right: Node | null;
  value: number;
}

interface Triple {
  a: Triple | null;
  b: Triple | null;
  c: Triple | null;
  value: number;
}

interface Graph {
  readonly root: unknown;
  readonly objects: number;
  check(): number;
}

/** The collector of this process, which runs with --expose-gc. */
export function collector(): (isMinor?: boolean) => void {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('run with --expose-gc');
  return (isMinor = false) => gc(isMinor);
}

function fold<T extends { value: number }>(
  first: T | null,
  next: (at: T, step: number) => T | null,
) {
  let check = 0;
  let at = first;
  for (let step = 0; step < WALK && at !== null; step++) {
    check = (Math.imul(check, 31) + at.value) | 0;
    at = next(at, step);
  }
  return check;
}

function nodes(count: number): Node[] {
  const made = new Array<Node>(count);
  for (let i = 0; i < count; i++) made[i] = { left: null, right: null, value: i };
  return made;
}

function walkNodes(root: Node): number {
  return fold(root, (at, step) => (step % 2 === 0 ? (at.left ?? at.right) : (at.right ?? at.left)));
}

function tree(count: number, isShuffled: boolean): Graph {
  const made = nodes(count);
  const places = placement(count, isShuffled);
  for (let i = 0; i < count; i++) {
    const node = made[places[i]!]!;
    if (2 * i + 1 < count) node.left = made[places[2 * i + 1]!]!;
    if (2 * i + 2 < count) node.right = made[places[2 * i + 2]!]!;
  }
  const root = made[places[0]!]!;
  return { root, objects: count, check: () => walkNodes(root) };
}

function list(count: number): Graph {
  const made = nodes(count);
  for (let i = 0; i + 1 < count; i++) made[i]!.left = made[i + 1]!;
  const root = made[0]!;
  return { root, objects: count, check: () => walkNodes(root) };
}

function star(count: number): Graph {
  const made = nodes(count);
  const check = () => fold(made[0]!, (_at, step) => made[step + 1] ?? null);
  return { root: made, objects: count + 1, check };
}

function degree3(count: number): Graph {
  const made = new Array<Triple>(count);
  for (let i = 0; i < count; i++) made[i] = { a: null, b: null, c: null, value: i };
  const places = placement(count, true);
  let state = SEED;
  for (let i = 0; i < count; i++) {
    const triple = made[places[i]!]!;
    triple.a = made[places[(i + 1) % count]!]!;
    state = xorshift(state);
    triple.b = made[state % count]!;
    state = xorshift(state);
    triple.c = made[state % count]!;
  }
  const root = made[places[0]!]!;
  const check = () => fold(root, (at, step) => [at.a, at.b, at.c][step % 3]!);
  return { root, objects: count, check };
}

function buildGraph(shape: string, count: number): Graph {
  switch (shape) {
    case 'random':
      return tree(count, true);
    case 'order':
      return tree(count, false);
    case 'list':
      return list(count);
    case 'star':
      return star(count);
    case 'degree3':
      return degree3(count);
    default:
      throw new Error(`no shape '${shape}'`);
  }
}

/** The milliseconds of one gc(), and the bytes of an object. */
export function mark(parameters: Parameters): Figures {
  const collect = collector();
  collect();
  const before = process.memoryUsage().heapUsed;
  const graph = buildGraph(parameters.text('shape'), parameters.number('n'));
  const samples = time(collect, parameters.number('times'), WARM_UPS);
  const bytes = process.memoryUsage().heapUsed - before;
  return {
    ms: median(samples),
    objects: graph.objects,
    bytesPerObject: bytes / graph.objects,
    check: graph.check(),
  };
}
