// options: --fuel=10000000 --max-heap=32m
// status: 4
// stderr: out of fuel
const list = [1];
for (const x of list) list.push(x);
