// options: --max-heap=16m
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
'x'.padStart(2 ** 31);
