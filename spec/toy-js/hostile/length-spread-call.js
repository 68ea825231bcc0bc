// options: --max-heap=128m --fuel=50000000
// status: 0
// stdout: ^(\d+|RangeError)\n$
const huge = new Array(3000000).fill(1);
try {
  print(Math.max(...huge));
} catch (error) {
  print(error.name);
}
