// What checked mode costs: nanoseconds for each object that is made, field that is read, and field
// that is stored into.

import { heapFor, nodeLayout } from './heaps.ts';
import { type Figures, median, type Parameters, time } from './parameters.ts';

const WARM_UPS = 3;
const NANOSECONDS = 1e6;
const NODE_BYTES = 16;

/** Of `n` nodes, which are made `times` times and die between. */
export function checked(parameters: Parameters): Figures {
  const count = parameters.number('n');
  const times = parameters.number('times');
  const isChecked = parameters.choice('checked', 'off', 'on') === 'on';
  const heap = heapFor(2 * count * NODE_BYTES, 'explicit', { checked: isChecked });
  const Node = nodeLayout(heap);
  const list = heap.root();
  const make = (): void => {
    let node = Node.new({ value: 0 });
    for (let value = 1; value < count; value++) node = Node.new({ left: node, value });
    list.ref = node;
  };
  const making: number[] = [];
  for (let round = -WARM_UPS; round < times; round++) {
    list.ref = 0;
    heap.collect();
    const [took] = time(make, 1, 0);
    if (round >= 0) making.push(took!);
  }
  let sum = 0;
  const get = (): void => {
    for (let node = list.ref; node !== 0; node = Node.left.get(node)) sum += Node.value.get(node);
  };
  const set = (): void => {
    for (let node = list.ref; node !== 0; node = Node.left.get(node)) Node.value.set(node, 1);
  };
  const perNode = (milliseconds: number): number => (milliseconds * NANOSECONDS) / count;
  const getting = median(time(get, times, WARM_UPS));
  return {
    newNs: perNode(median(making)),
    getNs: perNode(getting),
    setNs: perNode(median(time(set, times, WARM_UPS))),
    check: sum,
  };
}
