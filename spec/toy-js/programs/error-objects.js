// Error classes, their properties, cause, and toString.
const e = new Error('message');
print(e.name, e.message, String(e), e.toString(), Object.keys(e).length, Object.getOwnPropertyNames(e).includes('message'), typeof e.stack, e.stack.split('\n')[0]);
for (const C of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const made = new C('m');
  const called = C('c');
  print(C.name, C.length, made instanceof C, made instanceof Error, called instanceof C, String(called), made.constructor === C, Object.getPrototypeOf(C) === (C === Error ? Function.prototype : Error), C.prototype.name, JSON.stringify(C.prototype.message), Object.prototype.toString.call(made));
}
print('message' in new Error(), new Error().hasOwnProperty('message'), new Error(undefined).hasOwnProperty('message'), new Error('').hasOwnProperty('message'), new Error(5).message === '5', new Error(null).message);
const wrapped = new Error('outer', { cause: e });
print(wrapped.cause === e, 'cause' in new Error('x'), 'cause' in new Error('x', {}), new Error('x', { cause: undefined }).hasOwnProperty('cause'), Object.keys(wrapped).length);
print(Error.prototype.toString.call({ name: 'N', message: 'M' }), Error.prototype.toString.call({}), Error.prototype.toString.call({ name: '', message: 'only' }), Error.prototype.toString.call({ name: 'only', message: '' }));
class ValidationError extends Error {
  constructor(field, ...rest) {
    super(...rest);
    this.field = field;
  }
  get name() {
    return 'ValidationError';
  }
  describe() {
    return `${this.name}(${this.field}): ${this.message}`;
  }
}
class RequiredError extends ValidationError {
  constructor(field) {
    super(field, 'is required');
  }
}
try {
  throw new RequiredError('email');
} catch (error) {
  print(error.describe(), String(error), error instanceof RequiredError, error instanceof ValidationError, error instanceof Error, Object.keys(error).join());
}
function Legacy(message) {
  this.message = message;
}
Legacy.prototype = Object.create(Error.prototype);
Legacy.prototype.name = 'Legacy';
Legacy.prototype.constructor = Legacy;
try {
  throw new Legacy('old');
} catch (error) {
  print(String(error), error instanceof Error, error.stack === undefined || typeof error.stack);
}
const thrown = [1, 'text', null, undefined, true, { a: 1 }, [1], () => 1, Symbol('s')];
for (const value of thrown) {
  try {
    throw value;
  } catch (caught) {
    print(caught === value, typeof caught);
  }
}
function deep(n) {
  if (n === 0) throw new RangeError('at the bottom');
  deep(n - 1);
}
try {
  deep(20);
} catch (error) {
  print(error.message, error.stack.split('\n').length > 3, error.stack.includes('deep'));
}
const order = [];
try {
  try {
    throw new Error('first');
  } finally {
    order.push('finally');
    try {
      throw new Error('second');
    } catch (second) {
      order.push(second.message);
    }
  }
} catch (first) {
  order.push(first.message);
}
print(order.join());
e.message = 'changed';
e.name = 'Renamed';
print(String(e), delete e.message, String(e), e.message === '');
const results = [() => JSON.parse('{'), () => null.f, () => undefinedName, () => 'x'.repeat(-1), () => decodeURIComponent('%'), () => new (class A { constructor() { this.x.y; } })(), () => [].reduce(() => 1), () => Symbol() + 1].map((f) => {
  try {
    return f();
  } catch (error) {
    return error.constructor.name;
  }
});
print(results.join());
