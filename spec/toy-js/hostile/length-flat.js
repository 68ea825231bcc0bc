// options: --max-heap=16m --fuel=50000000
// status: 3|4
// stderr: RangeError|fuel
let a = [1, 2, 3, 4];
for (;;) a = [a, a, a, a].flat();
