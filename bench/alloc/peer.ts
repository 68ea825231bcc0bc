// One allocator in a process of its own: its timings are not mixed with the code and garbage of
// another's.
//
// Arguments: subject, workload, live blocks, frees, seed. Prints the median sample as JSON.

import { median, now } from './figures.ts';
import { SUBJECTS } from './subjects.ts';
import { type Sample, WORKLOADS } from './workloads.ts';

/** Enough for the compiler to be done with the code, at a size that no subject is slow at. */
const WARM_UP = { live: 500, frees: 500, ns: 300e6 };
/** Runs are repeated until this much time is spent, so that fast subjects are measured often. */
const BUDGET_NS = 300e6;

const [subjectName = '', workloadName = '', live = '', frees = '', seed = ''] =
  process.argv.slice(2);
const open = SUBJECTS[subjectName];
const workload = WORKLOADS[workloadName];
if (open === undefined || workload === undefined)
  throw new Error(`no such subject or workload: ${subjectName}, ${workloadName}`);

const subject = open();
for (let until = now() + WARM_UP.ns, run = 0; now() < until; run++)
  workload(subject, WARM_UP.live, WARM_UP.frees, Number(seed) + run);

const samples: Sample[] = [];
const started = now();
do samples.push(workload(subject, Number(live), Number(frees), Number(seed) + samples.length));
while (now() - started < BUDGET_NS);

process.stdout.write(
  JSON.stringify({
    allocate: median(samples.map(({ allocate }) => allocate)),
    free: median(samples.map(({ free }) => free)),
    sink: samples.reduce((sum, { sink }) => sum + sink, 0),
  }),
);
