// options: --max-heap=16m --fuel=20000000
// status: 0
// stdout: ^4294967295 3\n$
const a = [1, 2, 3];
a.length = 2 ** 32 - 1;
a.reverse();
print(a.length, a[a.length - 3]);
