// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
function f(...args) {
  return f(...args, 1);
}
f();
