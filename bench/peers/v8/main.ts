// The measured process of plain objects: node --expose-gc build/bench/v8-peer.cjs program
// name=value …

import { answer } from '../../subjects/parameters.ts';
import { mark } from './mark.ts';
import { splay } from './splay.ts';
import { binaryTrees, build, gcbench } from './trees.ts';
import { chain, weak } from './weak.ts';
import { young } from './young.ts';

void answer({
  mark,
  build,
  splay,
  young,
  weak,
  chain,
  gcbench,
  'binary-trees': binaryTrees,
});
