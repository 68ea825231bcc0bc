// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let a = [1, 2, 3, 4];
for (;;) a = [a, a, a, a].flat();
