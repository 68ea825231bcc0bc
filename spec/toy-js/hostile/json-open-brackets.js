// options: --max-heap=128m
// status: 0
// stdout: ^(RangeError|SyntaxError) (RangeError|SyntaxError)\n$
const name = (text) => {
  try {
    JSON.parse(text);
  } catch (error) {
    return error.name;
  }
};
print(name('['.repeat(1000000)), name('{"a":'.repeat(200000)));
