// The retained build with @thi.ng/malloc: 16 bytes a node in its pool, and the whole pool freed
// before the next tree.

import { MemPool } from '@thi.ng/malloc';
import { answer, type Figures, median, type Parameters } from '../../subjects/parameters.ts';

const WARM_UPS = 1;
const NODE_BYTES = 16;
/** The pool's own blocks lie outside its buffer; this is for the nodes and their alignment. */
const HEADROOM = 1.5;

function build(parameters: Parameters): Figures {
  const depth = parameters.number('depth');
  const nodes = 2 ** (depth + 1) - 1;
  const pool = new MemPool({ size: Math.ceil(nodes * NODE_BYTES * HEADROOM) + (1 << 16) });
  const words = new Int32Array(pool.buf);
  const grow = (level: number): number => {
    const left = level === 0 ? 0 : grow(level - 1);
    const right = level === 0 ? 0 : grow(level - 1);
    const address = pool.malloc(NODE_BYTES);
    if (address === 0) throw new Error('the pool is too small');
    const at = address >>> 2;
    words[at] = left;
    words[at + 1] = right;
    words[at + 2] = level;
    return address;
  };
  const size = (address: number): number =>
    address === 0 ? 0 : 1 + size(words[address >>> 2]!) + size(words[(address >>> 2) + 1]!);
  const samples: number[] = [];
  let kept = 0;
  for (let i = -WARM_UPS; i < parameters.number('times'); i++) {
    // Freeing 2^21 blocks one by one takes the pool minutes; dropping them all at once is what a
    // user would do.
    pool.freeAll();
    const started = performance.now();
    kept = grow(depth);
    if (i >= 0) samples.push(performance.now() - started);
  }
  return { ms: median(samples), check: size(kept) };
}

void answer({ build });
