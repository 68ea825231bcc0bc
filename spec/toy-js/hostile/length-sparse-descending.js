// options: --max-heap=32m --fuel=50000000
// status: 0
// stdout: ^50000 true\n$
const a = [];
for (let i = 49999; i >= 0; i--) a[i] = i;
print(a.length, a.every((x, i) => x === i));
