// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const it = {
  [Symbol.iterator]() {
    return [...it][0];
  },
};
[...it];
