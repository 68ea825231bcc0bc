// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let s = 'x';
for (;;) {
  s += s;
  s.charCodeAt(0);
}
