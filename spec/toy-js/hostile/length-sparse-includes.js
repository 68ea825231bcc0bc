// options: --max-heap=16m --fuel=2000000
// status: 4
// stderr: out of fuel
const a = [1];
a.length = 2 ** 32 - 1;
a.includes(7);
a.findLast(() => false);
