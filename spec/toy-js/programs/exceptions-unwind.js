// Throwing through natives, getters, iterators, constructors and deep stacks.
function risky(n) {
  if (n > 3) throw { n };
  return n;
}
const catching = (f) => {
  try {
    return 'returned ' + f();
  } catch (e) {
    return 'caught ' + (e && e.n !== undefined ? e.n : e);
  }
};
print(catching(() => [1, 2, 3, 4, 5].map(risky)));
print(catching(() => [5, 4, 3].sort((a, b) => risky(a + b))));
print(catching(() => Array.from({ length: 6 }, (_, i) => risky(i)).length));
print(catching(() => 'a1b2c9'.replace(/\d/g, (d) => risky(+d))));
print(catching(() => JSON.stringify({ a: { toJSON: () => risky(10) } })));
print(catching(() => JSON.parse('[1,2,7]', (k, v) => (typeof v === 'number' ? risky(v) : v))));
print(catching(() => ({ get x() { return risky(8); } }).x));
print(catching(() => `${{ toString: () => risky(9) }}`));
print(catching(() => new (class { constructor() { risky(11); } })()));
print(catching(() => new Map([[1, 2]]).forEach(() => risky(12))));
print(catching(() => [...{ [Symbol.iterator]: () => ({ next: () => risky(13) }) }]));
print(catching(() => Object.defineProperty({}, 'x', { get: () => risky(14) }).x));
print(catching(() => risky.apply(null, [15])), catching(() => risky.bind(null, 16)()), catching(() => Reflection()));
function Reflection() {
  return [1].reduce((a, b) => risky(17), 0);
}
let depth = 0;
function down(n) {
  depth++;
  try {
    if (n === 0) throw 'bottom';
    down(n - 1);
  } catch (e) {
    if (n % 50 === 0) throw e + n;
    throw e;
  } finally {
    depth--;
  }
}
print(catching(() => down(120)), depth);
const locals = (a, b) => {
  let x = a + 1;
  const y = [b];
  try {
    x++;
    y.push(risky(x));
    x++;
  } catch (e) {
    y.push('c' + e.n);
  }
  return x + ':' + y;
};
print(locals(1, 'b'), locals(9, 'b'), locals(0.5, {}));
function loop() {
  const out = [];
  for (let i = 0; i < 8; i++) {
    try {
      out.push(risky(i));
    } catch ({ n }) {
      if (n === 6) break;
      out.push('!' + n);
    }
  }
  return out.join();
}
print(loop());
const args = (...xs) => xs.join();
print(catching(() => args(1, risky(2), risky(33), neverEvaluated)));
print(catching(() => ({ a: risky(1), b: risky(34), c: neverEvaluated })));
print(catching(() => [risky(1), risky(35), neverEvaluated]), catching(() => risky(1) + risky(36) * neverEvaluated));
let state = 'start';
const o = { set p(v) { state = 'set ' + v; risky(v); } };
print(catching(() => (o.p = 37)), state, catching(() => { o.p += 1; }), state);
const cleanups = [];
const using = (name, body) => {
  try {
    return body();
  } finally {
    cleanups.push(name);
  }
};
print(catching(() => using('outer', () => using('middle', () => using('inner', () => risky(38))))), cleanups.join());
let count = 0;
for (let i = 0; i < 300; i++) {
  try {
    if (i % 3 === 0) throw i;
    if (i % 5 === 0) null.x;
  } catch (e) {
    count += typeof e === 'number' ? 1 : 1000;
  }
}
print(count);
try {
  try {
    throw new Error('inner');
  } catch (e) {
    throw new TypeError('replaced ' + e.message);
  }
} catch (e) {
  print(String(e));
}
