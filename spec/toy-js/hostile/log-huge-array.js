// options: --max-heap=64m --fuel=20000000
// status: 0
// stdout: more items
console.log(new Array(1000000).fill(1), [new Array(1000)]);
