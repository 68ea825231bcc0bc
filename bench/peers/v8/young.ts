// The cycle of bench/subjects/young.ts with plain objects, and the engine's own collection of its
// young generation.

import { type Figures, median, type Parameters, time } from '../../subjects/parameters.ts';
import { SEED, xorshift } from '../../subjects/random.ts';
import { KEPT_ONE_IN, NEW_NODES, WARM_UPS } from '../../subjects/young.ts';
import { collector, type Node } from './mark.ts';

export function young(parameters: Parameters): Figures {
  const collect = collector();
  const count = parameters.number('n');
  const times = parameters.number('times');
  const nodes: Node[] = [];
  for (let i = 0; i < count; i++) {
    const node = { left: null, right: null, value: i };
    nodes.push(node);
    if (i > 0) nodes[(i - 1) >> 1]![i % 2 === 1 ? 'left' : 'right'] = node;
  }
  collect();
  const leaves = nodes.slice(count >> 1);
  let state = SEED;
  const cycle = () => {
    for (let i = 0; i < NEW_NODES; i++) {
      const node: Node = { left: null, right: null, value: i };
      if (i % KEPT_ONE_IN !== 0) continue;
      state = xorshift(state);
      leaves[state % leaves.length]!.left = node;
    }
    collect(true);
  };
  const ms = median(time(cycle, times, WARM_UPS));
  const fullMs = median(time(() => collect(), times, 1));
  let check = 0;
  for (const { left } of leaves) if (left !== null) check = (Math.imul(check, 31) + left.value) | 0;
  return { ms, fullMs, check, first: nodes[0]!.value };
}
