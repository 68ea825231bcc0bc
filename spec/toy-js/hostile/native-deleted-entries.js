// options: --fuel=3000000 --max-heap=64m
// status: 4
// stderr: out of fuel
const map = new Map();
for (let i = 0; i < 50000; i++) map.set(i, i);
for (let i = 1; i < 49999; i++) map.delete(i);
for (;;) {
  const keys = map.keys();
  keys.next();
  keys.next();
}
