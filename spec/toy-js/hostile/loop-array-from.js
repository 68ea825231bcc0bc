// options: --fuel=10000000 --max-heap=32m
// status: 3|4
// stderr: fuel|RangeError: out of memory
Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) });
