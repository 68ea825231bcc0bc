// options: --max-heap=128m
// status: 0
// stdout: ^RangeError\n$
let nested = [];
for (let i = 0; i < 200000; i++) nested = [nested];
try {
  print(JSON.stringify(nested).length > 0);
} catch (error) {
  print(error.name);
}
