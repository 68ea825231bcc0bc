// Patterns in every place where they can stand.
const { a, b: { c, ...others }, ...rest } = { a: 1, b: { c: 2, d: 3, e: 4 }, f: 5, g: 6 };
print(a, c, JSON.stringify(others), JSON.stringify(rest));

function area({ width = 1, height = width } = {}, [scale = 1] = []) {
  return width * height * scale;
}
print(area(), area({ width: 3 }), area({ width: 3, height: 4 }), area({ height: 5 }, [2]));

const swap = ([x, y]) => [y, x];
print(swap([1, 2]).join());

for (const [key, { value: v = 'none' }] of Object.entries({ p: { value: 1 }, q: {} })) print(key, v);

for (const { length } in { abc: 1, de: 2 }) print(length);

try {
  throw { code: 7, detail: ['x', 'y'] };
} catch ({ code, detail: [first, second] }) {
  print(code, first, second);
}

let head, tail;
[head, ...tail] = 'hello';
print(head, tail.join('-'));

const [[[deep]]] = [[['found']]];
print(deep);

const { length: textLength, 0: firstChar } = 'word';
print(textLength, firstChar);

const holder = { list: [] };
[holder.list[0], holder['name'], ...holder.more] = ['zero', 'one', 'two', 'three'];
print(JSON.stringify(holder));

({ x: holder.x, y: [holder.y] } = { x: 1, y: [2] });
print(holder.x, holder.y);

const { [`comp${'uted'}`]: dynamic = 'fallback' } = { computed: 'yes' };
print(dynamic);

function kinds(...[p, q = 'q', ...r]) {
  return [p, q, r.length].join('|');
}
print(kinds(1), kinds(1, 2), kinds(1, 2, 3, 4));

const failures = [
  () => { const { x } = null; },
  () => { const { x } = undefined; },
  () => { const [x] = {}; },
  () => { const [x] = null; },
  () => { (({ x }) => x)(); },
  () => { let { x: { y } } = {}; },
  () => { const [x] = 5; },
];
for (const failing of failures) {
  try {
    failing();
    print('no failure');
  } catch (error) {
    print(error.name, error instanceof TypeError);
  }
}

const { ...copy } = { z: 1, [Symbol.iterator]: 2, 5: 'five' };
print(Object.keys(copy).join(), copy[Symbol.iterator]);

const proto = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } });
const { inherited, ...ownOnly } = proto;
print(inherited, JSON.stringify(ownOnly));

const { toFixed } = 5;
print(toFixed === Number.prototype.toFixed);

const [...chars] = new Set([3, 1, 3, 2]);
print(chars.join());
const [[k1, v1], [k2]] = new Map([['one', 1], ['two', 2]]);
print(k1, v1, k2);

let i = 0;
const order = [];
[order[i++], order[i++], order[i++]] = ['first', 'second', 'third'];
print(order.join(), i);
