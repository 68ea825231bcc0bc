// Learns from a heap what it refers to weakly, when the model has lost sight of that: since then
// collections may have cleared it.

import { expect } from 'chai';
import { toRef } from '../../src/index.ts';
import type { Node } from './graph.ts';
import type { Holding } from './holding.ts';
import { SHAPES } from './shapes.ts';

/** Every node has its reference again, and nothing is due. */
export function learnWeak(subject: Holding): void {
  const { graph, heap, weakness } = subject;
  for (const node of graph.all) {
    node.hash = undefined;
    learnAims(subject, node);
    learnEntries(subject, node);
  }
  for (const each of weakness.handles)
    if (each.node !== undefined && each.handle.deref() === 0) each.node = undefined;
  heap.endJob();
  learnTokens(subject);
  graph.change();
}

function learnAims({ graph, heap }: Holding, node: Node): void {
  SHAPES[node.shape]!.weakAt.forEach((slot, index) => {
    const ref = toRef(heap.words[(node.ref >>> 2) + 1 + slot]!);
    const aim = node.aims[index];
    if (ref === 0) node.aims[index] = undefined;
    else if (aim === undefined || !graph.all.has(aim))
      expect.fail(`${node.tag} refers weakly to what is not in the heap`);
  });
}

function learnEntries({ graph, makers }: Holding, node: Node): void {
  const { mapAt, name } = SHAPES[node.shape]!;
  if (mapAt < 0) return;
  const table = graph.tableOf(node);
  if (table !== 0) node.entries ??= new Map();
  const { maps, sets } = makers.weak;
  const layout = name === 'mapped' ? maps : sets;
  for (const key of node.entries?.keys() ?? [])
    if (!graph.all.has(key) || !layout.has(table, key.ref)) node.entries!.delete(key);
}

/** Takes back what has a token: otherwise the heap does not tell whether it still has that. */
function learnTokens({ graph, weakness }: Holding): void {
  for (const cell of [...weakness.cells]) {
    const { token, registry } = cell;
    if (token === undefined) continue;
    if (graph.all.has(token) && weakness.registries[registry]!.unregister(token.ref))
      weakness.unregister(registry, token);
    else if (weakness.cells.includes(cell)) cell.token = undefined;
  }
}
