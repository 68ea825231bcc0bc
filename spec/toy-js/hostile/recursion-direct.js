// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
function f(n) {
  return f(n + 1) + 1;
}
f(0);
