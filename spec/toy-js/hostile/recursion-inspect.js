// options: --max-heap=128m
// status: 0
// stdout: \[Object\]
let nested = {};
for (let i = 0; i < 100000; i++) nested = { nested };
console.log(nested);
