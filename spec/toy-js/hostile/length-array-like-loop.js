// options: --max-heap=16m --fuel=20000000
// status: 0
Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => 1);
