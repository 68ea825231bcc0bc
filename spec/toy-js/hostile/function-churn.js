// options: --max-heap=8m --fuel=50000000
// status: 0
// stdout: ^300000\n$
let n = 0;
for (let i = 0; i < 300000; i++) {
  class K {
    m() {
      return i;
    }
  }
  n += new K().m() === i ? 1 : 0;
}
print(n);
