// Builds a fixture in a heap and looks at what is left of it, by reading objects one by one.

import { expect } from 'chai';
import { type ArrayLayout, type Heap, type Ref, type Root, toRef } from '../../src/index.ts';
import { ARENA_SHIFT } from '../../src/arena/geometry.ts';
import { MAX_SMALL_BYTES } from '../../src/object/header.ts';
import { PAGE_SHIFT } from '../../src/memory/units.ts';
import type { GraphFixture } from './fixtures.ts';

/** A fixture that stands in a heap. */
export interface BuiltGraph {
  readonly refs: Int32Array;
  readonly roots: readonly Root[];
}

function fillNode(
  Node: ArrayLayout,
  refs: Int32Array,
  node: number,
  targets: readonly number[],
): void {
  const ref = toRef(refs[node]!);
  Node.setWord(ref, 0, node << 1);
  targets.forEach((target, edge) => Node.setWord(ref, edge + 1, target < 0 ? 0 : refs[target]!));
}

/**
 * Allocates the nodes in their order and links them. Until the graph stands, a scanner keeps every
 * node alive; then the fixture's roots alone do.
 */
export function build(heap: Heap, fixture: GraphFixture): BuiltGraph {
  const Node = heap.arrayLayout('Node', 'value');
  const base = heap.reserve(fixture.nodes * 4) >>> 2;
  const refs = heap.words.subarray(base, base + fixture.nodes);
  const removeScanner = heap.addScanner((visit) => visit(base, base + fixture.nodes));
  for (let node = 0; node < fixture.nodes; node++)
    refs[node] = Node.new(1 + fixture.edges(node).length);
  for (let node = 0; node < fixture.nodes; node++) fillNode(Node, refs, node, fixture.edges(node));
  removeScanner();
  return { refs, roots: fixture.roots.map((root) => heap.root(toRef(refs[root]!))) };
}

function readNode(
  heap: Heap,
  refs: Int32Array,
  node: number,
  targets: readonly number[],
): string | undefined {
  const ref = refs[node]! as Ref;
  if (heap.read(ref, 0) >> 1 !== targets.length + 1) return `node ${node}: wrong length`;
  if (heap.read(ref, 1) >> 1 !== node) return `node ${node}: wrong name`;
  const broken = targets.findIndex(
    (target, edge) => heap.read(ref, edge + 2) !== (target < 0 ? 0 : refs[target]!),
  );
  return broken < 0 ? undefined : `node ${node}: edge ${broken} is broken`;
}

/** Fails unless each node for which `mustLive` holds reads as it was built. */
export function expectIntact(
  heap: Heap,
  fixture: GraphFixture,
  graph: BuiltGraph,
  mustLive: (node: number) => boolean,
): void {
  for (let node = 0; node < fixture.nodes; node++) {
    if (!mustLive(node)) continue;
    const fault = readNode(heap, graph.refs, node, fixture.edges(node));
    if (fault !== undefined) expect.fail(fault);
  }
}

/** The arenas of the nodes for which `choose` holds; nodes on pages of their own have none. */
export function arenasOf(
  heap: Heap,
  fixture: GraphFixture,
  graph: BuiltGraph,
  choose: (node: number) => boolean,
): Set<number> {
  const arenas = new Set<number>();
  for (let node = 0; node < fixture.nodes; node++) {
    if (choose(node) && heap.payloadWords(toRef(graph.refs[node]!)) * 4 < MAX_SMALL_BYTES)
      arenas.add(graph.refs[node]! >>> ARENA_SHIFT);
  }
  return arenas;
}

/** Whether some heap holds the arena's first page. */
export function isHeld(heap: Heap, arena: number): boolean {
  return heap.space.pages.ownerOf(arena << (ARENA_SHIFT - PAGE_SHIFT)) !== 0;
}
