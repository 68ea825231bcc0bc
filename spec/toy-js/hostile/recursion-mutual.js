// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const even = (n) => odd(n + 1);
const odd = (n) => even(n + 1);
even(0);
