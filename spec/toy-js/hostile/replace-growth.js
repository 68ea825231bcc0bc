// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let s = 'aaaa';
for (;;) s = s.replace(/a/g, 'aaaa');
