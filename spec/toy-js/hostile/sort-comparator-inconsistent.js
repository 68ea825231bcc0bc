// options: --fuel=20000000
// status: 0
// stdout: ^1000\n$
const a = Array.from({ length: 1000 }, (_, i) => i);
let n = 0;
a.sort(() => (n++ % 3) - 1);
a.sort(() => 1);
a.sort(() => NaN);
a.sort(() => -Infinity);
print(a.length);
