// options: --max-heap=16m --fuel=50000000
// status: 3|4
// stderr: RangeError: out of memory|fuel
Array.from({ length: 4294967295 });
