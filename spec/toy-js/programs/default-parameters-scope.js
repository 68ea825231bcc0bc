// Defaults are evaluated at each call, left to right, in a scope of their own.
let calls = 0;
function f(a, b = ++calls, c = a + b) {
  return [a, b, c].join();
}
print(f(1), f(1, 5), f(1, undefined, 9), f(1, null), calls);
var x = 'outer';
function scoped(a = x) {
  var x = 'inner';
  return a + ' ' + x;
}
print(scoped());
function closure(a, read = () => a, write = (v) => (a = v)) {
  write('written');
  return read() + ' ' + a;
}
print(closure('first'));
function separate(a, read = () => a) {
  var a;
  const before = a;
  a = 'body';
  return [before, a, read()].join();
}
print(separate('param'));
function self(g = self) {
  return g === self;
}
print(self());
function list({ a = 1, b = a * 2 } = {}, [c = b * 2, d = c * 2] = []) {
  return [a, b, c, d].join();
}
print(list(), list({ a: 5 }), list({ b: 7 }, [1]), list(undefined, undefined));
const order = [];
const t = (n, v) => (order.push(n), v);
function ordered(a = t('a', 1), { b = t('b', 2) } = t('obj', {}), ...[c = t('c', 3)]) {
  return a + b + c;
}
print(ordered(), order.join());
function thrower(a = (() => { throw new Error('default threw'); })()) {}
try {
  thrower();
} catch (error) {
  print(error.message);
}
print(thrower(1));
class K {
  constructor(v = new.target.name) {
    this.v = v;
  }
  m(a = this.v, b = super.toString.name) {
    return a + b;
  }
}
print(new K().m(), new K('w').m());
const arrow = (a, b = a, ...rest) => a + b + rest.length;
print(arrow(1), arrow(1, 2), arrow(1, 2, 3, 4));
print(((a, b = 1, c) => 0).length, ((a = 1) => 0).length, (({ a }) => 0).length, ((...a) => 0).length);
function withArguments(a, b = arguments.length) {
  return b;
}
print(withArguments(), withArguments(1), withArguments(1, undefined, 3));
function early(a = typeof inner, b = () => typeof inner) {
  function inner() {}
  return a + b() + typeof inner;
}
print(early());
const counterFactory = (start = 0, step = start || 1) => ({ next: () => (start += step) });
const counter = counterFactory(5);
counter.next();
print(counter.next(), counterFactory().next());
function setter({ length } = 'text', size = length) {
  return size;
}
print(setter(), setter([1, 2]));
