// options: --fuel=3000000 --max-heap=64m
// status: 4
// stderr: out of fuel
let f = Math.max;
for (let i = 0; i < 100000; i++) f = f.bind(null);
for (;;) f();
