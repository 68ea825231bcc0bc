import { expect } from 'chai';
import { Graph } from '../../examples/graph/graph.ts';
import { AddressSpace, Heap, type HeapOptions } from '../../src/index.ts';
import { KIB, MIB } from '../../src/memory/units.ts';

const NODES = 100_000;
const HALF = NODES / 2;
const DEGREE = 4;

const MODES: Readonly<Record<string, HeapOptions>> = {
  automatic: {},
  explicit: { collect: 'explicit' },
  'with a nursery': { nursery: 256 * KIB },
  'where objects move': { preciseRoots: true },
};

describe('examples/graph', () => {
  for (const [mode, options] of Object.entries(MODES))
    it(`holds 100,000 nodes and drops what nothing leads to (${mode})`, () => {
      const space = new AddressSpace({ reserve: 64 * MIB });
      const heap = new Heap({ space, limit: 16 * MIB, stress: {}, ...options });
      const graph = new Graph(heap, NODES);
      const step = [1, 7, 31, 101];
      // Two rings of half of the nodes each.
      const target = (node: number, index: number): number =>
        node - (node % HALF) + (((node % HALF) + step[index]!) % HALF);
      for (let node = 0; node < NODES; node++)
        graph.connect(
          node,
          Array.from({ length: DEGREE }, (_, index) => target(node, index)),
        );
      expect(graph.neighbours(HALF - 1)).to.deep.equal([0, 6, 30, 100]);
      expect([graph.reachable(5), graph.reachable(HALF)]).to.deep.equal([HALF, HALF]);

      graph.drop(HALF, NODES);
      heap.collect();
      expect([graph.living(), graph.reachable(5)]).to.deep.equal([HALF, HALF]);
      graph.drop(1, HALF);
      heap.collect({ compact: true });
      expect([graph.living(), graph.reachable(0)]).to.deep.equal([HALF, HALF]);
      graph.drop(0, 1);
      heap.collect();
      expect(graph.living()).to.equal(0);
      heap.verify();
    });
});
