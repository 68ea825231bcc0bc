// options: --max-heap=8m
// status: 3
// stdout: ^$
// stderr: RangeError: out of memory
let error = 'x';
const hoard = [];
for (;;) hoard.push(new Error('number ' + hoard.length));
