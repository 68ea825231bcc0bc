// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let o = [1, 1];
for (let i = 0; i < 30; i++) o = [o, o];
JSON.stringify(o, null, '          ');
