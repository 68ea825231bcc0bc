// options: --max-heap=16m
// status: 3
// stderr: RangeError: out of memory
'x'.repeat(2 ** 28).charCodeAt(5);
