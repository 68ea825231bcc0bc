// options: --max-heap=16m --fuel=50000000
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
let s = 'aaaa';
for (;;) s = s.replace(/a/g, 'aaaa');
