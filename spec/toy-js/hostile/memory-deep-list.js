// options: --max-heap=32m --fuel=50000000
// status: 0
// stdout: ^300000\n$
let list = null;
for (let i = 0; i < 300000; i++) list = { next: list };
let n = 0;
for (let at = list; at; at = at.next) n++;
print(n);
