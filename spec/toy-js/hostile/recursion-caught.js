// options: --max-heap=64m
// status: 0
// stdout: ^RangeError Maximum call stack size exceeded true\n120\n$
let depth = 0;
function down() {
  depth++;
  down();
}
try {
  down();
} catch (error) {
  print(error.name, error.message, depth > 500);
}
const factorial = (n) => (n < 2 ? 1 : n * factorial(n - 1));
print(factorial(5));
