// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
'a'.repeat(100000).replace(/a/g, '$`');
