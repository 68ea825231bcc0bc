// options: --fuel=20000000 --max-heap=32m
// status: 0
// stdout: ^true true true\n$
const a = [5, 3, 8, 1, 9, 2];
a.sort((x, y) => {
  a.length = 0;
  a.push('mutated', 'twice', 'over', 1, 2, 3, 4);
  return x - y;
});
const b = Array.from({ length: 100 }, (_, i) => i);
b.sort(() => (b.splice(0, 2), 1));
const c = Array.from({ length: 100 }, (_, i) => ({ i }));
c.sort(() => (c.push({}), -1));
print(a.length >= 6, b.length >= 0, c.length > 0);
