// options: --max-heap=16m --fuel=20000000
// status: 3
// stderr: RangeError: out of memory
new Array(4294967295).fill(0);
