// options: --max-heap=16m --fuel=50000000
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
const piece = 'x'.repeat(100000);
new Array(100000).fill(piece).join(piece);
