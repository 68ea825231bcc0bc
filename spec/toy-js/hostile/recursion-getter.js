// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const o = {
  get x() {
    return this.x;
  },
};
o.x;
