// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
const o = {};
for (let i = 0; ; i++) o['key' + i] = i;
