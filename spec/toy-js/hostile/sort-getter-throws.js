// status: 1
// stderr: from the getter
const o = { length: 3, 0: 1, get 1() { throw new Error('from the getter'); }, 2: 3 };
Array.prototype.sort.call(o);
