// for-in: integer keys ascending, then strings in insertion order, then the prototype's.
const keysOf = (object) => {
  const keys = [];
  for (const key in object) keys.push(key);
  return keys.join();
};

print(keysOf({ b: 1, a: 2, 10: 3, 9: 4, '-1': 5, '01': 6, 1.5: 7 }));
print(keysOf([5, , 7]));
print(keysOf('abc'));
print(keysOf(null), keysOf(undefined), keysOf(5), keysOf(true));

function Parent() {
  this.own = 1;
}
Parent.prototype.inherited = 2;
Parent.prototype.shadowed = 3;
const child = new Parent();
child.shadowed = 4;
child.late = 5;
print(keysOf(child));

// A non-enumerable own property hides an enumerable one of the prototype.
const hiding = Object.create({ hidden: 1, seen: 2 });
Object.defineProperty(hiding, 'hidden', { value: 0, enumerable: false });
print(keysOf(hiding));

const list = [1, 2];
list.extra = true;
list[5] = 3;
print(keysOf(list));

const deep = Object.create(Object.create(Object.create({ d: 1, 2: 1 }), { c: { value: 1, enumerable: true } }));
deep.a = 1;
deep[7] = 1;
print(keysOf(deep));

const order = {};
order.z = 1;
order[3] = 1;
order.y = 1;
order[1] = 1;
delete order.z;
order.z = 2;
print(keysOf(order), Object.keys(order).join(), JSON.stringify(order));
print(Object.getOwnPropertyNames(order).join());

const huge = {};
huge[4294967294] = 'last index';
huge[4294967295] = 'a string key';
huge[0] = 'first';
huge['x'] = 'x';
huge[4294967296] = 'another string';
print(keysOf(huge));

const sym = { [Symbol('s')]: 1, plain: 2 };
print(keysOf(sym), Object.getOwnPropertySymbols(sym).length);

class A {
  method() {}
  field = 1;
  static s = 2;
}
print(keysOf(new A()), keysOf(A));

const fn = function () {};
fn.prop = 1;
print(keysOf(fn));

let last;
for (last in { p: 1, q: 2 });
print(last);
const box = {};
for (box.key in { r: 1, s: 2 });
print(box.key);
const arr = [];
for (arr[arr.length] in { t: 1, u: 2 });
print(arr.join());

for (var withVar in { only: 1 }) var inside = withVar;
print(withVar, inside);
print(keysOf(new Map([[1, 2]])), keysOf(Object('str')), keysOf(Object(3)));
