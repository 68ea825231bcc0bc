// options: --max-heap=32m --fuel=50000000
// status: 0|3
// stdout: ^(\d+\n)?$
let s = 'ab'.repeat(4000000);
print(s.split('').length);
