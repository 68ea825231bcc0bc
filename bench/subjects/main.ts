// The measured process of this library: node build/bench/subject.cjs program name=value …

import { build } from './build.ts';
import { checked } from './checked.ts';
import { full, deep } from './extremes.ts';
import { compact, refill, trim } from './fragmentation.ts';
import { gcbench } from './gcbench.ts';
import { mark } from './mark.ts';
import { memory } from './memory.ts';
import { answer } from './parameters.ts';
import { splay } from './splay.ts';
import { binaryTrees } from './trees.ts';
import { visit } from './visit.ts';
import { chain, weak } from './weak.ts';
import { young } from './young.ts';

void answer({
  mark,
  build,
  memory,
  refill,
  compact,
  trim,
  full,
  deep,
  splay,
  young,
  weak,
  chain,
  visit,
  checked,
  gcbench,
  'binary-trees': binaryTrees,
});
