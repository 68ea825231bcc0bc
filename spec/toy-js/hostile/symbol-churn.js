// options: --max-heap=8m --fuel=50000000
// status: 0
// stdout: ^200000\n$
let n = 0;
for (let i = 0; i < 200000; i++) {
  const o = { [Symbol('s' + i)]: 1 };
  n += Object.getOwnPropertySymbols(o).length;
}
print(n);
