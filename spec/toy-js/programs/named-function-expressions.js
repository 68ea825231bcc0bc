// The name of a function expression is bound inside it only, and read-only.
const factorial = function fact(n) {
  return n < 2 ? 1 : n * fact(n - 1);
};
print(factorial(10), typeof fact, factorial.name);
const stubborn = function self() {
  self = 'changed';
  return typeof self;
};
print(stubborn());
const strictly = function self() {
  'use strict';
  try {
    self = 1;
  } catch (error) {
    return error.name;
  }
};
print(strictly());
print((function f() { var f = 5; return f; })(), (function f(f) { return f; })(6), (function f() { function f() { return 7; } return f(); })());
const saved = function again() {
  return again;
};
print(saved() === saved, saved()()() === saved);
let fib = function inner(n) {
  return n < 2 ? n : inner(n - 1) + inner(n - 2);
};
const oldFib = fib;
fib = null;
print(oldFib(12));

// Inferred names.
const arrow = () => {};
let fn = function () {};
var klass = class {};
const object = { method() {}, prop: function () {}, arrow: () => {}, ['comp' + 1]: () => {}, get g() { return 1; }, async: 1, 5: function () {} };
print(arrow.name, fn.name, klass.name, object.method.name, object.prop.name, object.arrow.name, object.comp1.name, object[5].name);
print((() => {}).name === '', (function () {}).name === '', Object.getOwnPropertyDescriptor(object, 'g').get.name);
let assigned;
assigned = () => {};
print(assigned.name);
const notNamed = (0, () => {});
print(JSON.stringify(notNamed.name));
object.later = function () {};
print(JSON.stringify(object.later.name));
const [dflt = () => {}] = [];
print(dflt.name, (function bound() {}).bind().name, function () {}.bind().name);
const { a: renamed = function () {} } = {};
print(renamed.name);
function declared() {}
print(declared.name, declared.length, ((a, b) => {}).length, (function (a, b = 1) {}).length, ((...r) => {}).length);
declared.name = 'ignored';
print(declared.name);
Object.defineProperty(declared, 'name', { value: 'defined' });
print(declared.name, delete declared.name, JSON.stringify(declared.name));
const s1 = { [Symbol('sym')]: () => {}, [Symbol()]: () => {} };
print(Object.getOwnPropertySymbols(s1).map((s) => JSON.stringify(s1[s].name)).join());
const timer = (function () {
  let ticks = 0;
  return function tick() {
    return ++ticks < 5 ? tick() : ticks;
  };
})();
print(timer());
(function immediately() {
  print('called', typeof immediately);
})();
!function () { print('bang'); }();
void (() => print('arrow'))();
new (function Constructed() { print(this.constructor.name, new.target.name); })();
