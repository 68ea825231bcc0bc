// options: --max-heap=128m
// status: 0
// stdout: ^RangeError\nRangeError|^true
let nested = [];
for (let i = 0; i < 200000; i++) nested = [nested];
for (const action of [() => nested.join(), () => nested.flat(Infinity), () => String(nested)]) {
  try {
    print(action().length === 0);
  } catch (error) {
    print(error.name);
  }
}
