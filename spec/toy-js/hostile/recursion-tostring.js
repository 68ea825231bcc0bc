// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
const o = {
  toString() {
    return 'a' + this;
  },
};
`${o}`;
