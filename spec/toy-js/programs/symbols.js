// Symbols as keys, the registry, and the well-known ones.
const s = Symbol('desc');
const object = { [s]: 1, plain: 2, [Symbol.for('shared')]: 3 };
print(object[s], Object.keys(object).join(), JSON.stringify(object), s in object, object.hasOwnProperty(s));
print(Object.getOwnPropertySymbols(object).length, s.toString(), s.description, Symbol().description, String(Symbol()));
print(Symbol.for('shared') === Symbol.for('shared'), Symbol.keyFor(Symbol.for('shared')), Symbol.keyFor(s));
print(typeof s, typeof Object(s), Object(s) == s, s === s, Symbol('x') === Symbol('x'));
for (const bad of [() => s + '', () => +s, () => new Symbol(), () => `${s}`, () => s * 1, () => Symbol.keyFor('x')]) {
  try {
    bad();
    print('no error');
  } catch (error) {
    print(error.name);
  }
}
print(!s, !!s, s ? 'truthy' : '', [s].length, Object.is(s, s));
class Tagged {
  get [Symbol.toStringTag]() {
    return 'Tagged';
  }
}
print(String(new Tagged()), Object.prototype.toString.call(new Tagged()), Object.prototype.toString.call({ [Symbol.toStringTag]: 'Own' }));
const prim = {
  [Symbol.toPrimitive](hint) {
    return hint === 'number' ? 42 : hint === 'string' ? 'text' : 'default';
  },
};
print(+prim, `${prim}`, prim + '', prim * 2, prim == 'default', [1, 2, 3][{ [Symbol.toPrimitive]: () => 1 }]);
const descriptor = Object.getOwnPropertyDescriptor(object, s);
print(descriptor.value, descriptor.enumerable, delete object[s], object[s]);
const assigned = Object.assign({}, { [s]: 'copied', k: 1 });
print(assigned[s], { ...assigned }[s], Object.entries(assigned).length);
const hidden = Symbol('hidden');
class Stack {
  constructor() {
    this[hidden] = [];
  }
  push(x) {
    this[hidden].push(x);
    return this;
  }
  get size() {
    return this[hidden].length;
  }
  [Symbol.iterator]() {
    const items = this[hidden];
    let i = items.length;
    return { next: () => ({ done: i === 0, value: items[--i] }) };
  }
}
const stack = new Stack().push(1).push(2).push(3);
print(stack.size, [...stack].join(), Object.keys(stack).length, JSON.stringify(stack));
const many = {};
const symbols = [];
for (let i = 0; i < 80; i++) {
  symbols.push(Symbol('n' + i));
  many[symbols[i]] = i;
}
print(symbols.every((x, i) => many[x] === i), Object.getOwnPropertySymbols(many)[79] === symbols[79]);
for (const x of symbols) delete many[x];
print(Object.getOwnPropertySymbols(many).length);
print(Symbol.iterator.toString(), typeof Symbol.hasInstance, Symbol.prototype.constructor === Symbol);
