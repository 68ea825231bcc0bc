// options: --max-heap=16m --fuel=50000000
// status: 0
// stdout: ^30000\n$
let n = 0;
for (let i = 0; i < 30000; i++) if (new RegExp('^x' + i + '$').test('x' + i)) n++;
print(n);
