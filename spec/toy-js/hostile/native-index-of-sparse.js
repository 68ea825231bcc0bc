// options: --fuel=1000000
// status: 4
// stderr: out of fuel
Array.prototype[3] = 1;
const sparse = [];
sparse.length = 4294967295;
sparse.indexOf(2);
