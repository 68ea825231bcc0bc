// What the collector is to reach, by the numbers that verdicts name.

export const CRITERIA: Readonly<Record<number, string>> = {
  1: 'A whole collection of 4 million objects: at most 1/8 of V8, 1/3 of Boehm and 1/3 of Go in random order; 1/8, 1/2 and 1/2 in order of allocation. The same with 30 million.',
  2: '16 bytes an object; committed / live at most 1.05 after a build; side metadata at most 4 % of committed.',
  3: 'Building and keeping a tree of 2^21 nodes: through `Layout.new` at most 1/3 of the time of plain objects, through the raw path at most 1/4.',
  4: 'binary-trees and GCBench, whole process, roots kept: faster than plain V8 objects, Go and Boehm in C; peak RSS at most 1/2 of V8.',
  5: 'After compaction committed / live at most 1.15 for every k; without, at least 60 % of the dead bytes are allocated into before an arena is taken, k = 8 to 256 at random; after trim RSS at most 1.3 × live.',
  6: 'Collection time per live object varies by at most 2 from 10^5 to 10^7 objects in order of allocation.',
  7: 'A heap with 0 free bytes collects; a list of 10^6 and an array of 10^7 slots collect with a mark stack of 64 entries; here with none.',
  8: 'This page is written by the bench, with machine, versions and date, and README quotes it.',
};
