// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const f = (x) => [x, x].reduce((a, b) => [b].some(() => f(b)), 0);
f(1);
