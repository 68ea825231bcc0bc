// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let f = () => 0;
for (;;) {
  const previous = f;
  f = () => previous;
}
