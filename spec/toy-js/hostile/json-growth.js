// options: --max-heap=16m --fuel=50000000
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
let o = { text: 'x'.repeat(1000) };
for (let i = 0; i < 20; i++) o = [o, o, o, o];
JSON.stringify(o);
