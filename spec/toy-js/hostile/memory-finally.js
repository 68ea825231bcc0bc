// options: --max-heap=8m --fuel=20000000
// status: 3
// stdout: ^finally\n$
// stderr: RangeError: out of memory
const hoard = [];
try {
  for (;;) hoard.push([1, 2, 3]);
} finally {
  print('finally');
}
