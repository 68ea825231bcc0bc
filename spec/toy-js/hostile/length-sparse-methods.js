// options: --max-heap=16m --fuel=20000000
// status: 0
// stdout: ^(-?\d+|undefined|true|false|object|string|RangeError|TypeError)( (-?\d+|undefined|true|false|object|string|RangeError|TypeError))*\n$
const results = [];
const make = () => {
  const a = [3, 1, 2];
  a.length = 2 ** 32 - 1;
  return a;
};
for (const action of [
  (a) => a.indexOf(9),
  (a) => a.lastIndexOf(9),
  (a) => a.slice(10).length,
  (a) => a.forEach(() => 1),
  (a) => a.some(() => false),
  (a) => a.every(() => true),
  (a) => a.filter(() => true).length,
  (a) => a.reduce((x, y) => x + y),
  (a) => a.sort()[0],
  (a) => a.pop(),
  (a) => a.push(1),
  (a) => (a.length = 3),
]) {
  let result;
  try {
    result = action(make());
  } catch (error) {
    result = error.name;
  }
  results.push(typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean' ? result : typeof result);
}
print(results.join(' '));
