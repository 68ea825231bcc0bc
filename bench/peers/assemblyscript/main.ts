// The measured process of AssemblyScript's runtimes: node build/bench/assemblyscript-peer.cjs
// program runtime=… name=value …

import { answer, type Figures, median, type Parameters, time } from '../../subjects/parameters.ts';
import { SEED, xorshift } from '../../subjects/random.ts';
import { treesOfDepth } from '../../subjects/trees.ts';
import { type Exports, load, pacer } from './exports.ts';

const WARM_UPS = 2;
const BUILD_WARM_UPS = 3;
const MIN_DEPTH = 4;
const LESS = 2;
const MODIFICATIONS = 80;
/** Header of the runtime, header of its allocator and the fields, rounded to 16. */
const NODE_BYTES = 32;
const SPLAY_BYTES = 6000;

function treeSize(depth: number): number {
  return 2 ** (depth + 1) - 1;
}

function build(exports: Exports, shape: string, count: number): number {
  switch (shape) {
    case 'star':
      exports.buildStar(count);
      return count + 1;
    case 'list':
      exports.buildList(count);
      return count;
    case 'degree3':
      exports.buildDegree3(count);
      return count;
    default:
      exports.buildTree(count, Number(shape === 'random'));
      return count;
  }
}

function mark(parameters: Parameters): Figures {
  const exports = load(parameters.text('runtime'));
  const objects = build(exports, parameters.text('shape'), parameters.number('n'));
  const samples = time(() => exports.__collect(), parameters.number('times'), WARM_UPS);
  const bytesPerObject = exports.memory.buffer.byteLength / objects;
  return { ms: median(samples), objects, bytesPerObject, check: exports.check() };
}

function retained(parameters: Parameters): Figures {
  const exports = load(parameters.text('runtime'));
  const samples: number[] = [];
  for (let i = -BUILD_WARM_UPS; i < parameters.number('times'); i++) {
    exports.drop();
    exports.__collect();
    const started = performance.now();
    exports.keep(parameters.number('depth'));
    if (i >= 0) samples.push(performance.now() - started);
  }
  return { ms: median(samples), check: exports.keptSize() };
}

function binaryTrees(parameters: Parameters): Figures {
  const runtime = parameters.text('runtime');
  const exports = load(runtime);
  const allocated = pacer(runtime, exports);
  const N = parameters.number('n');
  let check = 0;
  const make = (depth: number): void => {
    check += exports.countedTree(depth);
    allocated(treeSize(depth) * NODE_BYTES);
  };
  make(N + 1);
  exports.keepTree(N);
  for (let depth = MIN_DEPTH; depth <= N; depth += 2)
    for (let i = treesOfDepth(N, depth); i > 0; i--) make(depth);
  return { check: check + exports.countKept() };
}

function gcbench(parameters: Parameters): Figures {
  const runtime = parameters.text('runtime');
  const exports = load(runtime);
  const allocated = pacer(runtime, exports);
  const stretch = parameters.number('stretch');
  exports.benchBottomUp(stretch);
  allocated(treeSize(stretch) * NODE_BYTES);
  exports.keepBench(stretch - LESS, parameters.number('doubles'));
  for (let depth = MIN_DEPTH; depth <= stretch - LESS; depth += 2) {
    const times = Math.floor((2 * treeSize(stretch)) / treeSize(depth));
    for (let i = 0; i < 2 * times; i++) {
      if (i < times) exports.benchTopDown(depth);
      else exports.benchBottomUp(depth);
      allocated(treeSize(depth) * NODE_BYTES);
    }
  }
  return { check: exports.checkBench() };
}

function splay(parameters: Parameters): Figures {
  const runtime = parameters.text('runtime');
  const exports = load(runtime);
  const allocated = pacer(runtime, exports);
  let state = SEED;
  let check = 0;
  const insertNew = (tag: number): number => {
    do state = xorshift(state);
    while (!exports.insert(state, tag));
    allocated(SPLAY_BYTES);
    return state;
  };
  const started = performance.now();
  for (let i = 0; i < parameters.number('nodes'); i++) insertNew(i);
  const settled = performance.now();
  let longestRunMs = 0;
  for (let run = parameters.number('runs'); run > 0; run--) {
    const runStarted = performance.now();
    for (let i = 0; i < MODIFICATIONS; i++) {
      const removed = exports.greatestBelow(insertNew(i));
      exports.remove(removed);
      check = (Math.imul(check, 31) + removed) | 0;
    }
    longestRunMs = Math.max(longestRunMs, performance.now() - runStarted);
  }
  const setupMs = settled - started;
  return { check, setupMs, ms: performance.now() - settled, longestRunMs };
}

void answer({ mark, build: retained, splay, gcbench, 'binary-trees': binaryTrees });
