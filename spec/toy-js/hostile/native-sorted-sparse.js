// options: --fuel=1000000
// status: 4
// stderr: out of fuel
const sparse = [];
sparse.length = 4294967295;
sparse.toSorted();
