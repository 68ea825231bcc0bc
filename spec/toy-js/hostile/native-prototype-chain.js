// options: --fuel=3000000 --max-heap=64m
// status: 4
// stderr: out of fuel
let o = {};
for (let i = 0; i < 10000; i++) o = Object.create(o);
for (;;) o['x' + 1];
