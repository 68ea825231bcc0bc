// options: --max-heap=64m
// status: 1|3
// stderr: RangeError: (Maximum call stack size exceeded|out of memory)
function f(...args) {
  return f(...args, 1);
}
f();
