// instanceof walks the prototype chain; Symbol.hasInstance and bound functions have their say.
function A() {}
function B() {}
B.prototype = Object.create(A.prototype);
const b = new B();
print(b instanceof B, b instanceof A, b instanceof Object, new A() instanceof B);
print(5 instanceof Number, Object(5) instanceof Number, 'x' instanceof String, null instanceof Object);
print([] instanceof Array, [] instanceof Object, (() => 1) instanceof Function);
print(Object.create(null) instanceof Object);

A.prototype = {};
print(b instanceof A, new A() instanceof A);

const Bound = B.bind(null);
print(b instanceof Bound, Bound.prototype);

class Even {
  static [Symbol.hasInstance](n) {
    return n % 2 === 0;
  }
}
print(2 instanceof Even, 3 instanceof Even);
const plain = { [Symbol.hasInstance]: (v) => v === 'me' };
print('me' instanceof plain, 'you' instanceof plain);

for (const bad of [
  () => 1 instanceof 1,
  () => ({}) instanceof {},
  () => ({}) instanceof (() => {}),
  () => 1 instanceof (() => {}),
  () => 'a' instanceof undefined,
  () => 'a' in 'b',
]) {
  try {
    print(bad());
  } catch (error) {
    print(error.name);
  }
}

print(Object.prototype instanceof Object, Function instanceof Object, Object instanceof Function);
print(A.prototype.isPrototypeOf(new A()), Object.prototype.isPrototypeOf(5));

const swapped = {};
print(swapped instanceof B);
Object.setPrototypeOf(swapped, B.prototype);
print(swapped instanceof B);
Object.setPrototypeOf(swapped, null);
print(swapped instanceof B, swapped instanceof Object);

class Base {}
class Derived extends Base {}
function check(value) {
  const answers = [];
  for (const C of [Base, Derived, Object, Error, TypeError, Map, Array]) answers.push(+(value instanceof C));
  return answers.join('');
}
print(check(new Base()), check(new Derived()), check(new TypeError('x')), check(new Map()), check([]), check(1));
try {
  null.x;
} catch (error) {
  print(error instanceof TypeError, error instanceof Error, error instanceof RangeError, error.constructor.name);
}
print('in:', 'length' in [], 0 in [1], 1 in [1], '0' in [1], Symbol.iterator in [], 'toString' in {});
