// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const o = { valueOf: () => o + 1 };
o * 2;
