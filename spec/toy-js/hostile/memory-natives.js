// options: --max-heap=8m --fuel=100000000
// status: 0
// stdout: ^( ?(RangeError|TypeError|ok))+\n$
const actions = [
  () => 'x'.repeat(1e8).length,
  () => new Array(1e7).fill(1),
  () => Array.from({ length: 1e7 }, () => 1),
  () => 'a'.padEnd(1e8),
  () => Array(1e6).fill('xxxxxxxxxxxxxxxxxxxx').join('-'),
  () => JSON.stringify(Array(1e6).fill('xxxxxxxxxxxxxxxxxxxx')),
  () => 'ab'.repeat(1e6).split('b'),
  () => 'a'.repeat(1e6).replace(/a/g, 'bbbbbbbbbbbbbbbb'),
  () => [...'a'.repeat(3e6)],
  () => Object.keys('a'.repeat(3e6)),
  () => 'a'.repeat(3e6).match(/a/g),
  () => new Set('\u0100'.repeat(10)).size,
  () => Array(1e6).fill(0).map((_, i) => [i]),
  () => Array(1e6).fill(0).slice().concat(Array(1e6).fill(0)),
  () => Array(1e6).fill(0.5).map((x) => x * 1.5),
  () => 'x'.repeat(3e6).toUpperCase().toLowerCase() + 'y',
  () => encodeURIComponent('é'.repeat(2e6)),
  () => String.fromCharCode(...Array(5e5).fill(65)),
  () => Array(2e6).fill(1).sort(),
  () => Object.fromEntries(Array.from({ length: 3e5 }, (_, i) => ['k' + i, i])),
];
print(actions.map((f) => {
  try {
    f();
    return 'ok';
  } catch (error) {
    return error.name;
  }
}).join(' '));
