// options: --max-heap=16m
// status: 1
// stderr: RangeError: Invalid count value
'x'.repeat(Infinity);
