// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let a = [1];
for (;;) a = a.concat(a);
