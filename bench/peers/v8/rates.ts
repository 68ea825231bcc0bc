// The cases of bench/subjects/rates.ts with plain objects: node build/bench/v8-rates-peer.cjs rates

import { measureRates, RING } from '../../subjects/measure-rates.ts';
import { answer, type Figures } from '../../subjects/parameters.ts';
import type { Node } from './mark.ts';

/**
 * Each case works through the whole ring once. What is made is kept until the next, so that it is
 * made at all.
 */
function rates(): Figures {
  const ring: Node[] = [];
  for (let i = 0; i < RING; i++) ring.push({ left: null, right: null, value: i });
  const made: Node[] = [...ring];
  let sink = 0;
  const make = () => {
    for (let i = 0; i < RING; i++) made[i] = { left: null, right: null, value: 0 };
  };
  const read = () => {
    for (let i = 0; i < RING; i++) sink ^= ring[i]!.value;
  };
  const setRef = () => {
    for (let i = 0; i < RING; i++) ring[i]!.left = ring[RING - 1 - i]!;
  };
  const figures = measureRates({
    make,
    makeFilled: () => {
      for (let i = 0; i < RING; i++) made[i] = { left: ring[i]!, right: null, value: i };
    },
    makeRaw: make,
    getField: read,
    setField: () => {
      for (let i = 0; i < RING; i++) ring[i]!.value = (sink + i) | 0;
    },
    getRef: () => {
      for (let i = 0; i < RING; i++) sink ^= ring[i]!.left === null ? 1 : 0;
    },
    setRef,
    read,
    write: setRef,
  });
  return { ...figures, check: sink === 0.5 || made.length === 0 ? 1 : 0 };
}

void answer({ rates });
