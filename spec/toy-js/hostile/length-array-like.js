// options: --max-heap=16m --fuel=20000000
// status: 1
// stderr: RangeError: Invalid array length
const like = { length: 2 ** 53 - 1 };
Array.prototype.map.call(like, (x) => x);
