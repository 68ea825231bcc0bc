// JSON.stringify: corners of replacer, indent, toJSON and escapes.
print(JSON.stringify({ a: 1, b: 'two', c: [true, null, undefined, () => 1, Symbol()], d: undefined, e: () => 1, f: NaN, g: -0, h: Infinity }));
print(JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(Symbol('x')), JSON.stringify(null), JSON.stringify('text'), JSON.stringify(5), JSON.stringify(true));
print(JSON.stringify('quote " back \\ slash / \b\f\n\r\t \u0001 \u001f \u007f \u2028 é 😀'));
print(JSON.stringify('\ud800'), JSON.stringify('a\udc00b'), JSON.stringify({ '\n"': 1 }));
print(JSON.stringify([]), JSON.stringify({}), JSON.stringify([[]]), JSON.stringify([{}, []]), JSON.stringify([, 1, ,]));
print(JSON.stringify({ a: [1, { b: 2 }], c: {} , d: []}, null, 2));
print(JSON.stringify([1, [2, [3]]], null, '--'));
print(JSON.stringify({ a: { b: 1 } }, null, 20).split('\n')[1].length, JSON.stringify({ a: 1 }, null, 'abcdefghijklmnop'));
print(JSON.stringify({ a: 1 }, null, ''), JSON.stringify({ a: 1 }, null, 0), JSON.stringify({ a: 1 }, null, -5), JSON.stringify({ a: 1 }, null, new Number(1)));
print(JSON.stringify({ b: 1, a: 2, c: { a: 3, d: 4 }, 5: 6 }, ['a', 'c', 5, 'a', {}]));
print(JSON.stringify({ a: 1, b: [1, 2], c: 'x' }, (key, value) => (typeof value === 'number' ? value * 10 : value)));
print(JSON.stringify({ a: 1, secret: 2 }, (key, value) => (key === 'secret' ? undefined : value)));
const keys = [];
JSON.stringify({ x: [5, { y: 6 }] }, function (key, value) {
  keys.push(key + ':' + (Array.isArray(this) ? 'array' : typeof this));
  return value;
});
print(keys.join(' '));
print(JSON.stringify({ toJSON: (k) => 'json of "' + k + '"' }), JSON.stringify({ inner: { toJSON: (k) => ({ key: k }) } }), JSON.stringify([{ toJSON: (k) => k + '!' }]));
print(JSON.stringify({ toJSON() { return { toJSON: 5, v: this === undefined }; } }));
print(JSON.stringify([new Number(3), new String('s'), new Boolean(false), Object(Symbol())]));
const cycle = { name: 'c' };
cycle.self = cycle;
const arrayCycle = [[]];
arrayCycle[0].push(arrayCycle);
for (const c of [cycle, arrayCycle]) {
  try {
    JSON.stringify(c);
  } catch (error) {
    print(error.name, error.message.split('\n')[0]);
  }
}
const shared = { s: 1 };
print(JSON.stringify([shared, shared, { again: shared }]));
print(JSON.stringify(Object.create({ inherited: 1 }, { own: { value: 1, enumerable: true }, hidden: { value: 2 } })));
print(JSON.stringify({ get computed() { return 'getter'; } }));
try {
  JSON.stringify({ get bad() { throw 'thrown in a getter'; } });
} catch (error) {
  print(error);
}
class P { constructor() { this.x = 1; } get y() { return 2; } }
print(JSON.stringify(new P()), JSON.stringify(new Map([[1, 2]])), JSON.stringify(/re/), JSON.stringify(new Error('e')));
print(JSON.stringify('\u{10ffff}').length, JSON.stringify({ undefined: undefined, null: null }), JSON.stringify([undefined]));
print(JSON.stringify({ date: { toJSON: null, a: 1 } }), JSON.stringify(1e21), JSON.stringify([1e-7, 0.1]));
