// options: --max-heap=16m --fuel=100000000
// status: 0
// stdout: ^caught RangeError out of memory true\nstill works 499500 "fine"\n$
let hoard = [];
try {
  for (;;) hoard.push({ big: 'x'.repeat(100) + hoard.length });
} catch (error) {
  hoard = null;
  print('caught', error.name, error.message, error instanceof RangeError);
}
const list = [];
for (let i = 0; i < 1000; i++) list.push(i);
print('still works', list.reduce((a, b) => a + b), JSON.stringify('fine'));
