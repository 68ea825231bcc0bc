// options: --max-heap=128m
// status: 0|1
// stdout: ^(RangeError|SyntaxError|true)
let nested = [];
for (let i = 0; i < 200000; i++) nested = [nested];
try {
  print(JSON.stringify(nested).length > 0);
} catch (error) {
  print(error.name);
}
