// options: --max-heap=64m --fuel=20000000
// status: 0
// stdout: ^(\d+|RangeError)\n$
const count = function () {
  return arguments.length;
};
try {
  print(count.apply(null, new Array(5000000)));
} catch (error) {
  print(error.name);
}
