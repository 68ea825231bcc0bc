// options: --max-heap=64m --fuel=20000000
// status: 1|3
// stderr: RangeError
Math.max.apply(null, { length: 4294967295 });
