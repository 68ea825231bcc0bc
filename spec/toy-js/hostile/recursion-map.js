// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const f = (x) => [x].map(f);
f(1);
