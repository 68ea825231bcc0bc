// The arguments object: length, reading past the end, escape, and strict unlinked copies.
function show() {
  return arguments.length + '[' + Array.prototype.join.call(arguments) + ']';
}
print(show(), show(1), show(1, undefined), show(1, 2, 3), show.apply(null, [4, 5]), show(...[6, 7], 8));
function read(i) {
  return arguments[i];
}
print(read(0), read(1), read(2, 'a', 'b'), read(-1), read('length', 1));
function sum() {
  let total = 0;
  for (let i = 0; i < arguments.length; i++) total += arguments[i];
  return total;
}
print(sum(), sum(1, 2, 3), sum(0.5, 0.25));
function escape() {
  return arguments;
}
const escaped = escape('x', 'y');
print(escaped.length, escaped[1], typeof escaped, Object.prototype.toString.call(escaped), Array.isArray(escaped));
print([...escaped].join(), Array.from(escaped).length, Object.keys(escaped).join(), JSON.stringify(escaped));
print(Array.prototype.slice.call(escaped, 1).join(), Object.getPrototypeOf(escaped) === Object.prototype);
escaped[5] = 'far';
escaped.length = 1;
print(Array.prototype.slice.call(escaped).join(), escaped[5]);
function strict(a, b) {
  'use strict';
  a = 'changed';
  arguments[1] = 'written';
  return [a, b, arguments[0], arguments[1]].join();
}
print(strict(1, 2));
function withDefaults(a, b = 2) {
  a = 'changed';
  return arguments[0] + ',' + arguments.length + ',' + b;
}
print(withDefaults(1), withDefaults(1, undefined));
function outer() {
  const arrow = () => arguments[0];
  const deep = () => () => arguments.length;
  function inner() {
    return arguments[0];
  }
  return [arrow('a'), deep()(), inner('i')].join();
}
print(outer('o', 2, 3));
function shadow(arguments) {
  return arguments;
}
print(shadow('parameter'));
function shadowed() {
  var arguments = 'var';
  return arguments;
}
print(shadowed(1, 2));
function kept() {
  var arguments;
  return typeof arguments + arguments.length;
}
print(kept(1, 2));
function rest(first, ...others) {
  return first + '|' + others.join() + '|' + arguments.length;
}
print(rest(1), rest(1, 2, 3), rest.length, show.length, withDefaults.length, ((a, b = 1, c) => 1).length);
function typeofArguments() {
  return typeof arguments;
}
print(typeofArguments(), typeof arguments);
function forward() {
  return show.apply(this, arguments);
}
print(forward(1, 2, 3), forward());
function deletes() {
  delete arguments[0];
  return arguments.length + String(arguments[0]) + (0 in arguments);
}
print(deletes('gone'));
function many() {
  return arguments.length + ':' + arguments[arguments.length - 1];
}
print(many.apply(null, new Array(1000).fill(7)), many(...'abcdefghij'));
const method = { m() { return arguments.length; }, get g() { return arguments.length; }, set s(v) { print('set', arguments.length, arguments[0]); } };
method.s = 'v';
print(method.m(1, 2), method.g);
