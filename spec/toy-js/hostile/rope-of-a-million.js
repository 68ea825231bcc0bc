// options: --max-heap=128m --fuel=50000000
// status: 0
// stdout: ^1000000 1000000 a b\n$
let right = '';
for (let i = 0; i < 1000000; i++) right += i === 999999 ? 'b' : 'a';
let left = '';
for (let i = 0; i < 1000000; i++) left = (i === 999999 ? 'b' : 'a') + left;
print(right.length, left.length, right[0], left[0]);
