// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
function compare() {
  [3, 2, 1].sort(compare);
  return 0;
}
compare();
