// Rest parameters and spread arguments in functions, methods, constructors and super.
const collect = (...all) => all.map((x) => (x === undefined ? 'u' : x)).join();
print(collect(), collect(1), collect(...[1, 2], 3, ...[4]), collect(...'ab', ...[undefined]), collect(...[], ...[]));
function tail(a, b, ...more) {
  return [a, b, more.length, Array.isArray(more)].join('/');
}
print(tail(), tail(1, 2), tail(1, 2, 3, 4), tail(...[1, 2, 3]));
const object = {
  base: 10,
  add(...numbers) {
    return numbers.reduce((sum, n) => sum + n, this.base);
  },
};
print(object.add(...[1, 2]), object['add'](...[3]), object.add?.(...[4, 5]), object.add.apply(object, [6]), object.add.call(object, ...[7, 8]));
class Vec {
  constructor(...xs) {
    this.xs = xs;
  }
  plus(...others) {
    return new this.constructor(...this.xs.map((x, i) => others.reduce((s, o) => s + o.xs[i], x)));
  }
}
class Vec3 extends Vec {
  constructor(...args) {
    super(...args.concat([0, 0, 0]).slice(0, 3));
  }
}
print(new Vec(...[1, 2]).plus(new Vec(3, 4), new Vec(5, 6)).xs.join(), new Vec3(1).plus(new Vec3(...[1, 1, 1])).xs.join());
class Implicit extends Vec {}
print(new Implicit(1, 2, 3).xs.join());
const order = [];
const t = (x) => (order.push(x), x);
collect(t(1), ...[t(2), t(3)], t(4));
(t('callee'), collect)(...(t('spread'), [t('x')]));
print(order.join());
function fresh(...rest) {
  rest.push('more');
  return rest;
}
const source = [1];
print(fresh(...source).join(), source.join());
const partial = (f, ...first) => (...second) => f(...first, ...second);
print(partial(collect, 1, 2)(3, 4), partial(Math.max, 5)(3, 9));
const compose = (...fs) => (x) => fs.reduceRight((v, f) => f(v), x);
print(compose((x) => x + 1, (x) => x * 2, (x) => x ** 2)(3));
print(Math.max(...[1, 2], ...new Set([5, 3])), [].concat(...[[1], [2, [3]]]).length, String.fromCharCode(...[116, 105, 100, 101]));
const pushed = [];
pushed.push(...[1, 2], ...pushed, 3);
print(pushed.join(), Date.UTC(...[1970, 0, 2]));
const memo = (f, cache = new Map()) => (...args) => {
  const key = args.join();
  if (!cache.has(key)) cache.set(key, f(...args));
  return cache.get(key);
};
let runs = 0;
const slow = memo((a, b) => (runs++, a * b));
print(slow(2, 3), slow(2, 3), slow(3, 3), runs);
function nested(...[a, ...[b, ...c]]) {
  return a + b + c.join('');
}
print(nested('x', 'y', 'z', 'w'));
try {
  collect(...{});
} catch (error) {
  print(error.name);
}
try {
  new Vec(...null);
} catch (error) {
  print(error.name);
}
