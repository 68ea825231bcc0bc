// options: --max-heap=16m --fuel=50000000
// status: 1|3
// stderr: RangeError: (out of memory|Invalid string length)
let s = 'x';
for (;;) {
  s += s;
  s.charCodeAt(0);
}
