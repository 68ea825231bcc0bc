// options: --max-heap=16m --fuel=50000000
// status: 0
// stdout: ^4000000001 1000\n$
const a = [];
for (let i = 0; i < 1000; i++) a[i * 4000000] = i;
a[4000000000] = 1;
delete a[4000000000];
print(a.length, Object.keys(a).length);
