// options: --max-heap=16m
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
'x'.repeat(2 ** 30);
