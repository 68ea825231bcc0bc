// Which completion wins: the finally block's, if it is abrupt.
function a() {
  try {
    return 'try';
  } finally {
    return 'finally';
  }
}
function b() {
  try {
    throw new Error('lost');
  } finally {
    return 'finally';
  }
}
function c() {
  let x = 1;
  try {
    return x;
  } finally {
    x = 2;
  }
}
function d() {
  const o = { x: 1 };
  try {
    return o;
  } finally {
    o.x = 2;
  }
}
function e() {
  for (;;) {
    try {
      return 'inner';
    } finally {
      break;
    }
  }
  return 'after loop';
}
function f() {
  try {
    try {
      throw 'one';
    } catch (x) {
      throw x + ' two';
    } finally {
      print('f finally');
    }
  } catch (y) {
    return y;
  }
}
function g() {
  try {
    return (print('evaluated'), 'value');
  } finally {
    print('then finally');
  }
}
print(a(), b(), c(), d().x, e(), f(), g());

let depth = 0;
function nest(n) {
  try {
    if (n === 0) throw 'bottom';
    nest(n - 1);
  } finally {
    depth++;
  }
}
try {
  nest(50);
} catch (error) {
  print(error, depth);
}

function rethrow() {
  try {
    try {
      null.property;
    } catch (error) {
      error.message = 'changed: ' + (error instanceof TypeError);
      throw error;
    }
  } catch (error) {
    return error.message;
  }
}
print(rethrow());

function catchScope() {
  var error = 'outer';
  try {
    throw 'inner';
  } catch (error) {
    var error = 'assigned';
    print(error);
  }
  return error;
}
print(catchScope());

function optionalBinding() {
  try {
    throw 1;
  } catch {
    return 'no binding';
  } finally {
    print('and finally');
  }
}
print(optionalBinding());

function manyReturns(k) {
  try {
    if (k === 0) return 'zero';
    if (k === 1) throw 'one';
    if (k === 2) return manyReturns(0) + '!';
    return 'other';
  } catch (error) {
    return 'caught ' + error;
  } finally {
    if (k === 3) return 'overridden';
  }
}
print([0, 1, 2, 3, 4].map(manyReturns).join());

const results = [];
for (const value of [1, 2, 3]) {
  try {
    if (value === 2) throw value;
    results.push('ok' + value);
  } catch (error) {
    results.push('caught' + error);
    continue;
  } finally {
    results.push('f' + value);
  }
  results.push('end' + value);
}
print(results.join());
