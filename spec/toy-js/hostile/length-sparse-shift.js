// options: --max-heap=16m --fuel=20000000
// status: 0
const a = [1, 2, 3];
a.length = 2 ** 32 - 1;
a.shift();
a.unshift(1);
a.splice(1, 1);
