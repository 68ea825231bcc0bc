// options: --fuel=10000000 --max-heap=32m
// status: 3
// stderr: RangeError: out of memory
const map = new Map([[0, 0]]);
map.forEach((value, key) => map.set(key + 1, value));
