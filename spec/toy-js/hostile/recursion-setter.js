// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const o = {
  set x(v) {
    this.x = v + 1;
  },
};
o.x = 1;
