// options: --max-heap=16m --fuel=50000000
// status: 1
// stderr: RangeError: Invalid string length
let s = 'x';
for (;;) s += s;
