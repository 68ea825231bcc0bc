// options: --fuel=3000000 --max-heap=64m
// status: 4
// stderr: out of fuel
// Numbers that a Map of up to 2 ** 16 buckets keeps in one of them: its hash undone.
function inverse(n) {
  let x = n;
  for (let i = 0; i < 5; i++) x = Math.imul(x, 2 - Math.imul(n, x));
  return x;
}
const [A, B] = [inverse(0x7feb352d), inverse(0x846ca68b)];
function undone(h) {
  h = h ^ (h >>> 16);
  h = Math.imul(h, B);
  h = h ^ (h >>> 15) ^ (h >>> 30);
  h = Math.imul(h, A);
  return h ^ (h >>> 16);
}
const map = new Map();
for (let i = 0; i < 60000; i++) {
  const word = undone(i << 16);
  if (word % 2 === 0) map.set(word / 2, i);
}
print(map.size);
