// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
const list = [];
for (;;) list.push({ n: list.length });
