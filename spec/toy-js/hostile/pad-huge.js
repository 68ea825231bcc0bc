// options: --max-heap=16m
// status: 1
// stderr: RangeError: Invalid string length
'x'.padStart(2 ** 31);
