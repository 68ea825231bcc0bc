// options: --max-heap=64m --fuel=20000000
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
Math.max.apply(null, { length: 4294967295 });
