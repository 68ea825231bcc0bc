// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
const piece = 'x'.repeat(100000);
new Array(100000).fill(piece).join(piece);
