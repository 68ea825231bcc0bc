// options: --max-heap=32m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
// stdout: ^$
let s = 'ab'.repeat(4000000);
print(s.split('').length);
