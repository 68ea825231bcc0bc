// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
Object.defineProperty(Object.prototype, 'loop', {
  get() {
    return ({}).loop;
  },
});
[].loop;
