// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
Array.from({ length: 4294967295 });
