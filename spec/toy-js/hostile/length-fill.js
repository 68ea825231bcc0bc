// options: --max-heap=16m --fuel=20000000
// status: 3|4
// stderr: RangeError: out of memory|fuel
new Array(4294967295).fill(0);
