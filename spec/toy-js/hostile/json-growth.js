// options: --max-heap=16m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
let o = { text: 'x'.repeat(1000) };
for (let i = 0; i < 20; i++) o = [o, o, o, o];
JSON.stringify(o);
