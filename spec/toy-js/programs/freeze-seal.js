// preventExtensions, seal and freeze, on objects, arrays and functions.
const state = (o) => [Object.isExtensible(o), Object.isSealed(o), Object.isFrozen(o)].map(Number).join('');
const plain = { a: 1 };
print(state(plain), state(Object.preventExtensions({ a: 1 })), state(Object.preventExtensions({})), state(Object.seal({ a: 1 })), state(Object.freeze({ a: 1 })), state(5), state('s'));
const ext = Object.preventExtensions({ a: 1, b: 2 });
ext.c = 3;
ext.a = 10;
delete ext.b;
ext.b = 'cannot come back';
print(JSON.stringify(ext));
const sealed = Object.seal({ a: 1, get g() { return 'g'; } });
sealed.a = 2;
sealed.z = 1;
print(delete sealed.a, JSON.stringify(sealed));
const frozen = Object.freeze({ a: 1, nested: { x: 1 }, set s(v) { this.nested.x = v; } });
frozen.a = 2;
frozen.nested.x = 5;
frozen.s = 7;
print(delete frozen.a, JSON.stringify(frozen));
const list = Object.freeze([1, 2, 3]);
list[0] = 9;
list[3] = 4;
list.length = 0;
print(list.join(), list.map((x) => x * 2).join(), [...list].reverse().join(), state(list), list.concat(4).length, state(list.slice()));
const sealedList = Object.seal([3, 1, 2]);
sealedList.sort();
sealedList[0] = 'set';
sealedList[5] = 'no';
print(sealedList.join(), sealedList.length);
try {
  sealedList.push(1);
} catch (error) {
  print(error.name);
}
try {
  sealedList.pop();
} catch (error) {
  print(error.name);
}
const fn = Object.freeze(function named() {});
fn.prop = 1;
fn.prototype = 5;
print(fn.prop, typeof fn.prototype, state(fn));
(function () {
  'use strict';
  const tries = [
    () => { frozen.a = 1; },
    () => { frozen.fresh = 1; },
    () => { delete frozen.a; },
    () => { list[0] = 1; },
    () => { list.push(1); },
    () => { ext.c = 1; },
    () => { sealed.z = 1; },
    () => { Object.defineProperty(frozen, 'a', { value: 2 }); },
    () => { Object.setPrototypeOf(frozen, {}); },
    () => { Object.setPrototypeOf(frozen, Object.prototype); },
  ];
  for (const t of tries) {
    try {
      t();
      print('fine');
    } catch (error) {
      print(error.name + ': ' + error.message);
    }
  }
})();
const deepFreeze = (o) => {
  Object.values(o).forEach((v) => typeof v === 'object' && v !== null && deepFreeze(v));
  return Object.freeze(o);
};
const deep = deepFreeze({ a: { b: { c: [1, { d: 2 }] } } });
deep.a.b.c[1].d = 'changed';
deep.a.b.c.length = 0;
print(JSON.stringify(deep), state(deep.a.b.c[1]));
print(Object.freeze(5), Object.seal('x'), Object.isFrozen(Object.freeze(new Map([[1, 2]]))), Object.freeze(new Map([[1, 2]])).set(3, 4).size);
const heir = Object.create(frozen);
heir.a = 'blocked by the read-only prototype';
heir.other = 'own';
print(heir.a, heir.other, state(heir));
class Point {
  constructor(x) {
    this.x = x;
    Object.freeze(this);
  }
}
class Point3 extends Point {
  constructor() {
    super(1);
    try {
      this.y = 2;
    } catch (error) {
      print(error.name);
    }
  }
}
print(Object.keys(new Point3()).join());
