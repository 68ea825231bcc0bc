// options: --fuel=10000000 --max-heap=32m
// status: 3|4
// stderr: fuel|RangeError: out of memory
const list = [1];
for (const x of list) list.push(x);
