// options: --fuel=3000000 --max-heap=64m
// status: 4
// stderr: out of fuel
const f = Math.max.bind(null, ...new Array(100000).fill(1));
for (;;) f();
