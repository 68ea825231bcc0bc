// options: --max-heap=8m --fuel=200000000
// status: 0
// stdout: ^20\n$
let times = 0;
for (let i = 0; i < 20; i++) {
  const hoard = [];
  try {
    for (;;) hoard.push([hoard.length]);
  } catch (error) {
    if (error instanceof RangeError && error.message === 'out of memory') times++;
  }
}
print(times);
