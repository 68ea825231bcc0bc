// Deleting, re-adding, many properties: the object becomes a dictionary and stays right.
const o = { a: 1, b: 2, c: 3 };
print(delete o.b, delete o.missing, Object.keys(o).join(), o.b, 'b' in o);
o.b = 'again';
print(Object.keys(o).join());
delete o.b;
o.d = 4;
print(JSON.stringify(o));
const big = {};
for (let i = 0; i < 200; i++) big['key' + i] = i;
let sum = 0;
for (const k in big) sum += big[k];
print(Object.keys(big).length, sum, big.key0, big.key199, Object.keys(big)[100]);
for (let i = 0; i < 200; i += 3) delete big['key' + i];
print(Object.keys(big).length, big.key3, big.key4, 'key0' in big, Object.keys(big).slice(0, 4).join());
for (let i = 0; i < 200; i += 6) big['key' + i] = 'new' + i;
print(Object.keys(big).length, Object.keys(big).slice(-2).join(), big.key198);
for (const k of Object.keys(big)) delete big[k];
print(Object.keys(big).length, JSON.stringify(big));
big.fresh = 1;
print(JSON.stringify(big));
function Node(v) {
  this.v = v;
  this.left = null;
  this.right = null;
}
const read = (n) => n.v + ':' + n.left;
const n1 = new Node(1);
const n2 = new Node(2);
for (let i = 0; i < 5; i++) read(n1);
delete n1.left;
print(read(n1), read(n2), Object.keys(n1).join());
n1.left = 'back';
print(read(n1), Object.keys(n1).join());
const churn = {};
for (let round = 0; round < 30; round++) {
  churn['k' + round] = round;
  if (round >= 5) delete churn['k' + (round - 5)];
}
print(JSON.stringify(churn));
const list = [1, 2, 3, 4];
delete list[1];
delete list[3];
print(list.length, 1 in list, list.join('-'), list.indexOf(undefined));
print(delete list.length, delete Math.PI, delete [].length, typeof delete o.a, delete 5, (() => delete o)());
var declared = 1;
implicit = 2;
print(delete globalThis.declared, delete globalThis.implicit, typeof declared, typeof implicit);
const proto = { x: 'proto' };
const heir = Object.create(proto);
heir.x = 'own';
print(heir.x, delete heir.x, heir.x, delete heir.x, heir.x, delete proto.x, heir.x);
const getters = { get g() { return 'got'; } };
print(getters.g, delete getters.g, getters.g);
const dict = {};
for (let i = 0; i < 100; i++) dict['p' + (i % 10)] = (dict['p' + (i % 10)] || 0) + i;
print(JSON.stringify(dict));
const numeric = {};
for (let i = 50; i > 0; i -= 7) numeric[i] = i;
delete numeric[22];
numeric.text = 't';
numeric[3] = 'three';
print(JSON.stringify(numeric), Object.keys(numeric).join());
const map = Object.create(null);
for (const word of ['__proto__', 'constructor', 'hasOwnProperty', 'valueOf']) map[word] = word.length;
print(Object.keys(map).join(), map.__proto__, delete map.constructor, 'constructor' in map);
class K {
  m() {
    return 'prototype';
  }
}
const k = new K();
const call = (x) => x.m();
print(call(k), ((k.m = () => 'own'), call(k)), (delete k.m, call(k)), (delete K.prototype.m, typeof k.m));
const wide = {};
for (let i = 0; i < 70; i++) wide['w' + i] = i;
Object.defineProperty(wide, 'w5', { enumerable: false });
Object.defineProperty(wide, 'acc', { get: () => 'accessor', enumerable: true });
Object.freeze(wide);
wide.w6 = 'no';
print(Object.keys(wide).length, wide.w6, wide.acc, Object.isFrozen(wide), delete wide.w7);
