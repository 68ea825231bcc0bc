// options: --max-heap=16m --fuel=20000000
// status: 4
// stderr: fuel
Array.prototype.forEach.call({ length: 2 ** 53 - 1 }, () => 1);
