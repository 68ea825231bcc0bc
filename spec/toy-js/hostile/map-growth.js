// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
const map = new Map();
for (let i = 0; ; i++) map.set(i, i);
