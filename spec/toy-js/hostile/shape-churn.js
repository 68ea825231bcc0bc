// options: --max-heap=8m --fuel=50000000
// status: 0
// stdout: ^100000\n$
// Each object has keys of its own: shapes and interned strings must be collected.
let n = 0;
for (let i = 0; i < 100000; i++) {
  const o = {};
  o['a' + i] = 1;
  o['b' + i] = 2;
  n += Object.keys(o).length;
}
print(n / 2);
