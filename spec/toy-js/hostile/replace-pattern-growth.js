// options: --max-heap=16m --fuel=50000000
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
'a'.repeat(100000).replace(/a/g, '$`');
