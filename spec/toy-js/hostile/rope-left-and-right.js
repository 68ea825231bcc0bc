// options: --max-heap=64m --fuel=50000000
// status: 0
// stdout: ^400001 true\n$
let s = '|';
for (let i = 0; i < 200000; i++) s = '<' + s + '>';
print(s.length, s.indexOf('|') === 200000);
