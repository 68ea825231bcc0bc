// options: --max-heap=16m --fuel=20000000
// status: 1|3|4
// stderr: fuel|RangeError
Array.prototype.join.call({ length: 2 ** 53 - 1 });
