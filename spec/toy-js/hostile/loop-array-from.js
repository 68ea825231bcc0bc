// options: --fuel=10000000 --max-heap=32m
// status: 4
// stderr: out of fuel
Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) });
