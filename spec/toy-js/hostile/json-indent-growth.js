// options: --max-heap=16m --fuel=50000000
// status: 1|3|4
// stderr: RangeError: (Invalid string length|out of memory|Maximum call stack)|fuel
let o = [1, 1];
for (let i = 0; i < 30; i++) o = [o, o];
JSON.stringify(o, null, '          ');
