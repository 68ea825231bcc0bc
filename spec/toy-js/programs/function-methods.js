// call, apply, bind, toString, length and name.
function f(a, b) {
  return [this && this.id, a, b, arguments.length].join();
}
const me = { id: 'me' };
print(f.call(me, 1, 2), f.apply(me, [3, 4, 5]), f.apply(me), f.apply(me, null), f.apply(me, { length: 1, 0: 'like' }), f.bind(me)(6), f.bind(me, 7)(8), f.bind(me, 1, 2)(3));
const bound = f.bind(me, 'x');
print(bound.name, bound.length, f.bind().length, f.bind(null, 1, 2, 3).length, 'prototype' in bound, bound.bind({ id: 'other' })('y'), bound.call({ id: 'other' }, 'z'));
function Point(x, y) {
  this.x = x;
  this.y = y;
}
Point.prototype.sum = function () {
  return this.x + this.y;
};
const FromFive = Point.bind(null, 5);
const p = new FromFive(6);
print(p.sum(), p instanceof Point, p instanceof FromFive, p.constructor === Point);
for (const bad of [() => f.apply(me, 5), () => Function.prototype.call.call(5), () => Function.prototype.bind.call({}), () => f.apply(me, 'ab')]) {
  try {
    print(bad());
  } catch (error) {
    print(error.name);
  }
}
print(Math.max.apply(null, [1, 5, 3]), Array.prototype.slice.call([1, 2, 3], 1).join(), Function.prototype.call.call(f, me, 'via call'), f.call.call(f, me, 9), [].concat.apply([], [[1], [2]]).join());
print(typeof Function.prototype, Function.prototype(), Function.prototype.length, JSON.stringify(Function.prototype.name), f instanceof Function, Object.getPrototypeOf(f) === Function.prototype);
print(function add(a, b) { return a + b; }.toString());
print(((a) => a * 2).toString(), { m(x) { return x; } }.m.toString(), class A { b() {} }.toString(), String(Math.max), `${[].push}`);
print(f.prototype.constructor === f, Object.keys(f.prototype).length, f.hasOwnProperty('prototype'), (() => 1).prototype, f.length, f.name, ({ get a() { return 1; } }).a);
const curry = (fn) => function next(...args) {
  return args.length >= fn.length ? fn.apply(this, args) : (...more) => next.apply(this, [...args, ...more]);
};
print(curry((a, b, c) => a + b + c)(1)(2)(3), curry((a, b, c) => a + b + c)(1, 2)(3));
const once = (fn) => {
  let done = false;
  let value;
  return (...args) => (done ? value : ((done = true), (value = fn(...args))));
};
const init = once((x) => ({ x }));
print(init(1) === init(2), init(3).x);
f.own = 'property';
print(f.own, Object.keys(f).join(), delete f.own, f.own);
f.prototype = { replaced: true };
print(new f().replaced, new f() instanceof f);
function returnsObject() {
  return { different: true };
}
function returnsPrimitive() {
  this.kept = true;
  return 5;
}
print(new returnsObject().different, new returnsPrimitive().kept, new returnsObject() instanceof returnsObject);
function NoProto() {}
NoProto.prototype = null;
print(Object.getPrototypeOf(new NoProto()) === Object.prototype, new (function () { this.a = 1; })().a, new Point, typeof new Point());
print((function () { return typeof this; }).call(1), (function () { 'use strict'; return typeof this; }).call(1), (() => typeof f)());
print([1, 2, 3].map(Number.prototype.toFixed.call.bind(Number.prototype.toFixed)).join(), ['a', 'b'].map(Function.prototype.call, String.prototype.toUpperCase).join());
