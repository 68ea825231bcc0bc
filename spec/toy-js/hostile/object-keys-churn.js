// options: --max-heap=8m --fuel=50000000
// status: 0
// stdout: ^300000 10\n$
// Three hundred thousand distinct keys go through one object that never has more than ten.
const o = {};
let n = 0;
for (let i = 0; i < 300000; i++) {
  o['key' + i] = i;
  if (i >= 10) delete o['key' + (i - 10)];
  n++;
}
print(n, Object.keys(o).length);
