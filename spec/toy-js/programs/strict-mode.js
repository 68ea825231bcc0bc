'use strict';
// What strict mode turns into errors.
const attempt = (label, action) => {
  try {
    print(label, String(action()));
  } catch (error) {
    print(label, error.name + ': ' + error.message);
  }
};
attempt('undeclared assignment', () => {
  undeclared = 1;
});
attempt('frozen', () => {
  Object.freeze({ x: 1 }).x = 2;
});
attempt('frozen array', () => {
  Object.freeze([1]).push(2);
});
attempt('not extensible', () => {
  Object.preventExtensions({}).added = 1;
});
attempt('read-only', () => {
  Object.defineProperty({}, 'fixed', { value: 1 }).fixed = 2;
});
attempt('getter only', () => {
  ({ get x() { return 1; } }).x = 2;
});
attempt('delete', () => {
  delete Object.freeze({ x: 1 }).x;
});
attempt('delete of a configurable one', () => {
  return delete { x: 1 }.x;
});
attempt('property of a primitive', () => {
  'text'.extra = 1;
});
attempt('length of a string', () => {
  'text'.length = 1;
});
attempt('index of a string', () => {
  'text'[0] = 'T';
});
attempt('this', () => (function () { return this; })());
attempt('arguments are not linked', () => (function (a) { a = 2; return arguments[0]; })(1));
attempt('callee', () => (function () { return arguments.callee; })());
attempt('property of null', () => {
  null.x = 1;
});
attempt('array length', () => {
  Object.defineProperty([1, 2], 'length', { writable: false }).push(3);
});
attempt('array length assignment', () => {
  [].length = -1;
});
attempt('function name', () => {
  (function named() { named = 1; })();
});
attempt('global property', () => {
  try {
    undefined = 1;
  } catch (error) {
    return error.name;
  }
});
attempt('Infinity', () => {
  try {
    Infinity = 1;
  } catch (error) {
    return error.name;
  }
});
attempt('block functions stay in their block', () => {
  {
    function inner() {}
  }
  return typeof inner;
});
attempt('reserved words as keys', () => {
  const o = { let: 1, static: 2, class: 3, function: 4, new: 5 };
  return o.let + o.static + o.class + o.function + o.new;
});
attempt('call with a primitive', () => (function () { return typeof this; }).call('s'));
attempt('caught variable', () => {
  try {
    throw 1;
  } catch (e) {
    e = 2;
    return e;
  }
});
