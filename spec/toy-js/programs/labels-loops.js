// Loops of every kind with labels, comma expressions and odd heads.
const out = [];
outer: for (let i = 0; i < 4; i++) {
  middle: for (let j = 0; j < 4; j++) {
    for (let k = 0; k < 4; k++) {
      if (k === 2) continue middle;
      if (j === 2) continue outer;
      if (i === 3) break outer;
      out.push('' + i + j + k);
    }
  }
}
print(out.join(' '));
let n = 0;
for (;;) {
  if (++n > 5) break;
}
do n--; while (n > 2);
while (n --> 0);
print(n);
for (var i = 0, j = 10; i < j; i++, j--);
print(i, j);
for (let a = [1, 2, 3], b; (b = a.pop()); ) out.push(b);
print(out.slice(-3).join());
let s = '';
for (const c of 'abc') for (const d of [1, 2]) s += c + d;
print(s);
loop: while (true) {
  do {
    break loop;
  } while (false);
}
a: {
  b: {
    c: {
      if (s.length) break b;
    }
    print('never');
  }
  print('after b');
}
lab: if (s) {
  if (s.length > 2) break lab;
  print('never');
}
x: for (const k in { p: 1, q: 2, r: 3 }) {
  for (const v of [1, 2, 3]) {
    if (v === 2) continue x;
    if (k === 'r') break x;
    s += k + v;
  }
}
print(s);
let count = 0;
for (let x = 0; x < 3; x++) {
  let x = 10;
  count += x;
}
print(count);
for (let f = () => count, z = 0; z < 2; z++) count += f() ? 1 : 0;
print(count);
const each = [];
for (const [k, v] of Object.entries({ a: 1, b: 2 })) each.push(`${k}${v}`);
for (const { length, 0: first } of ['xyz', 'w']) each.push(first + length);
print(each.join());
let w = 5;
while (w--) {
  if (w === 3) continue;
  if (w === 1) break;
  each.push(w);
}
print(each.join(), w);
let d = 0;
do {
  d++;
  if (d === 2) continue;
  if (d === 4) break;
} while (d < 10);
print(d);
var emptyBody = 0;
for (emptyBody = 0; emptyBody < 7; emptyBody += 3);
print(emptyBody);
for (const q of []) print('never');
for (const q in {}) print('never');
for (let q = 5; q < 5; q++) print('never');
let fizz = '';
for (let q = 1; q <= 15; q++) fizz += (q % 3 ? '' : 'F') + (q % 5 ? '' : 'B') || q;
print(fizz);
function find(grid, value) {
  for (let y = 0; y < grid.length; y++) for (let x = 0; x < grid[y].length; x++) if (grid[y][x] === value) return [x, y];
  return null;
}
print(find([[1, 2], [3, 4]], 3).join(), find([[1]], 9));
const big = [];
for (let q = 0x3ffffffe; q < 0x40000002; q++) big.push(q);
for (let q = -0x3fffffff; q > -0x40000003; q--) big.push(q);
for (let q = 0; q < 1; q += 0.25) big.push(q);
print(big.join());
let assigned;
for (assigned of [1, 2, 3]) if (assigned === 2) break;
print(assigned);
const target = {};
for (target.prop of ['a', 'b']);
for ([target.x, target.y] of [[1, 2], [3, 4]]);
for ({ z: target.z = 'default' } of [{ z: 1 }, {}]);
print(JSON.stringify(target));
if (false) print('never');
else if (0) print('never');
else print('else');
