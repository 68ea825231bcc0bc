// options: --max-heap=16m --fuel=20000000
// status: 1
// stderr: RangeError: Invalid string length
Array.prototype.join.call({ length: 2 ** 53 - 1 });
