// options: --max-heap=128m
// status: 0
// stdout: ^(RangeError|SyntaxError|parsed)\n$
try {
  JSON.parse('['.repeat(1000000) + ']'.repeat(1000000));
  print('parsed');
} catch (error) {
  print(error.name);
}
