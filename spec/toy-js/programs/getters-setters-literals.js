// Object literals: accessors, computed names, shorthand, duplicates, __proto__, order.
const x = 1;
const y = 'why';
const literal = {
  x,
  y,
  z: x + 1,
  'quoted key': 3,
  10: 'ten',
  0x1f: 'hex',
  1.5: 'fraction',
  1e3: 'exponent',
  [y + '!']: 'computed',
  [`t${x}`]: 'template',
  method() {
    return this.z;
  },
  get both() {
    return this._both;
  },
  set both(v) {
    this._both = v + '?';
  },
  get [y]() {
    return 'overridden by the getter';
  },
  if: 'keyword',
  class: 'word',
  async: 1,
  get: 2,
  set: 3,
  static: 4,
  of: 5,
};
literal.both = 'b';
print(Object.keys(literal).join());
print(literal.both, literal.method(), literal.why, literal['why!'], literal.y, literal[31], literal[1000], literal.if, literal.get + literal.set);
const duplicates = { a: 1, b: 2, a: 3, get b() { return 'getter wins'; }, ['a']: 4 };
print(JSON.stringify(duplicates), Object.keys(duplicates).join());
const order = [];
const t = (v) => (order.push(v), v);
const evaluated = { [t('k1')]: t('v1'), [t('k2')]: t('v2'), ...t({ s: 1 }), [t('k3')]() {}, get [t('k4')]() { return 1; } };
print(order.map(String).join(), Object.keys(evaluated).join());
const proto = { hello() { return 'hello ' + this.who; } };
const child = { __proto__: proto, who: 'child', hello() { return super.hello() + '!'; } };
print(child.hello(), Object.keys(child).join(), Object.getPrototypeOf(child) === proto);
const notProto = { '__proto__': proto };
const __proto__ = 'shorthand';
const own = { __proto__ };
const computed = { ['__proto__']: 'own' };
print(Object.getPrototypeOf(notProto) === proto, own.__proto__, Object.getPrototypeOf(own) === Object.prototype, computed.__proto__);
const counter = {
  count: 0,
  get next() {
    return ++this.count;
  },
};
print(counter.next + counter.next * 10, counter['next'], counter.count);
const symbolKey = Symbol('k');
print({ [symbolKey]: 'sym' }[symbolKey], { [1 + 1]: 'two' }[2], { [null]: 'n' }.null, { [undefined]: 'u' }['undefined'], { [[1, 2]]: 'arr' }['1,2'], { [{}]: 'obj' }['[object Object]'], { [-0]: 'zero' }[0], { [1e21]: 'big' }['1e+21']);
const nested = { a: { b: { c: { d: [{ e: 'deep' }] } } } };
print(nested.a.b.c.d[0].e, nested['a']['b'].c['d']['0']['e']);
const big = { k0: 0, k1: 1, k2: 2, k3: 3, k4: 4, k5: 5, k6: 6, k7: 7, k8: 8, k9: 9, k10: 10, k11: 11, k12: 12, k13: 13, k14: 14, k15: 15, k16: 16, k17: 17, k18: 18, k19: 19 };
let sum = 0;
for (const k in big) sum += big[k];
print(sum, Object.keys(big).length, big.k19);
const made = [];
for (let i = 0; i < 3; i++) made.push({ i, square: i * i, get cube() { return i ** 3; } });
print(JSON.stringify(made));
const empty = {};
print(empty.constructor === Object, empty.missing, empty.missing === undefined, 'missing' in empty, {}.a?.b);
const trailing = { a: 1, b: [1, 2, , ], };
print(trailing.b.length, ({ valueOf: () => 7 }) + 1, { a: 1 }.a, ({}).toString());
const fns = { f: (a) => a, g: function (a, b) {}, h(a, b, c) {} };
print(fns.f.length, fns.g.length, fns.h.length, 'prototype' in fns.f, 'prototype' in fns.g, 'prototype' in fns.h);
