// node -r ts-node/register examples/expr-tree/main.ts [nodes] Evaluates a tree of that many nodes
// (an odd number, by default 1,000,001) in every form, and prints time and memory of each.

import { collectionOnDemand, compareForms, tableOf } from './compare.ts';

const DEFAULT_NODES = 1_000_001;
const nodes = process.argv[2] === undefined ? DEFAULT_NODES : Number(process.argv[2]);

if (Number.isInteger(nodes) && nodes > 0 && nodes % 2 === 1) {
  process.stdout.write(tableOf(compareForms(nodes, collectionOnDemand()), nodes));
} else {
  process.stderr.write(`expr-tree [nodes]: ${process.argv[2]} is no odd number of nodes\n`);
  process.exitCode = 2;
}
