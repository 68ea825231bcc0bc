// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
function f() {
  return f.apply(this, arguments);
}
f(1, 2, 3);
