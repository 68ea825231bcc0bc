// Conversions of objects: the order of valueOf and toString, and hints.
const log = [];
const both = (v, s) => ({ valueOf() { log.push('v'); return v; }, toString() { log.push('s'); return s; } });
const flush = (value) => { print(String(value), log.join('')); log.length = 0; };
flush(both(1, 'a') + 1);
flush(both(1, 'a') + 'x');
flush(`${both(1, 'a')}`);
flush(both(1, 'a') * 2);
flush(both({}, '5') * 2);
flush(`${both(7, {})}`);
flush(both(1, 'a') == 1);
flush(both(1, 'a') == 'a');
flush(both(1, 'a') < both(2, 'b'));
flush([both(1, 'a')].join());
flush({ [both(1, 'key')]: 'value' }.key);
flush(Number(both('12', 'x')));
flush(String(both('12', 'x')));
flush(parseInt(both(1, '42px')));
flush(Math.max(both(3, ''), both(9, '')));
flush([1, 2, 3].slice(both(1, '')).join());
flush('abc'.charAt(both(2, '')));
flush('a-b'.split(both('', '-')).length);
flush(new Array(3).fill(both(0, 'f')).join('+'));
flush(!both(0, ''));
flush(both(0, '') || 'never');
flush(-both(5, ''));
flush(both(1, '') == both(1, ''));
flush(isNaN(both(NaN, '')));
flush(new Date(both(86400000, 'x')).getTime());
const tp = { [Symbol.toPrimitive](hint) { log.push(hint[0]); return hint === 'number' ? 3 : 'prim'; } };
flush(tp + 1);
flush(tp * 1);
flush(`${tp}`);
flush(tp == 'prim');
flush(tp < 5);
flush([tp] + '');
flush(+tp);
flush(Number(tp));
flush({ prim: 'found' }[tp]);
for (const bad of [{ [Symbol.toPrimitive]: () => ({}) }, { [Symbol.toPrimitive]: 5 }, { valueOf: null, toString: null }, Object.create(null), { valueOf: () => ({}), toString: () => [] }]) {
  try {
    print(bad + '');
  } catch (error) {
    print(error.name);
  }
}
print({ [Symbol.toPrimitive]: undefined } + '', { [Symbol.toPrimitive]: null, valueOf: () => 4 } + 1, Object.assign(Object.create(null), { toString: () => 'bare' }) + '');
const date = new Date(0);
print(typeof (date + 1), typeof (date - 1), typeof +date, date - 0, date == date.toString());
print([] + 1, [2] * [3], [1, 2] * 1, {} * 1, (() => 1) * 1, [[[5]]] * 1, null * 1, undefined * 1, true * 2, 'x' * 1, '' * 1, ' 5 ' * 1, '0x10' * 1, '1e2' * 1, '--1' * 1);
class Money {
  constructor(amount) { this.amount = amount; }
  valueOf() { return this.amount; }
  toString() { return '$' + this.amount; }
  toJSON() { return { money: this.amount }; }
}
const m = new Money(5);
print(m + new Money(6), `${m}`, m > new Money(4), m + '', JSON.stringify({ m }), [m, m].join(), Math.max(m, 3), m == 5, String(m), Number(m));
let calls = 0;
const once = { valueOf: () => ++calls };
print(once + once, once - once, once < once, once == 7, calls);
let counter = { valueOf: () => 10 };
counter++;
print(counter, typeof counter);
let o = { toString: () => '7' };
o *= 2;
print(o);
print(new Boolean(false) ? 'truthy' : 'falsy', new Boolean(false) == false, new Number(5) + 5, new String('a') + 'b', typeof (new Number(1) + 1), Object(1) === 1, Object('a') == 'a', [Object(3)] == 3);
