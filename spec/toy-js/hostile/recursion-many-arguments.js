// options: --max-heap=64m
// status: 3
// stderr: RangeError: out of memory
function f(...args) {
  return f(...args, 1);
}
f();
