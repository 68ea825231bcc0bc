// Functions in blocks, closures over block scopes, shadowing and scope chains.
function test() {
  const before = typeof inner;
  {
    function inner() {
      return 'inner';
    }
  }
  return before + ' ' + typeof inner;
}
print(test());
{
  let x = 'block';
  var read = () => x;
  {
    let x = 'nested';
    var readNested = () => x;
  }
}
print(read(), readNested(), typeof x);
let v = 'outer';
{
  let v = 'inner';
  {
    let v = 'innermost';
    print(v);
  }
  print(v);
}
print(v);
const fns = [];
for (let i = 0; i < 3; i++) {
  function local() {
    return i;
  }
  fns.push(local);
}
print(fns.map((f) => f()).join());
function scopes(p) {
  let a = 1;
  if (p) {
    let a = 2;
    const b = 3;
    p = () => a + b;
  }
  return a + (typeof p === 'function' ? p() : 0);
}
print(scopes(true), scopes(false));
const make = () => {
  let secret = 0;
  class Counter {
    tick() {
      return ++secret;
    }
    static peek() {
      return secret;
    }
  }
  return Counter;
};
const C1 = make();
const C2 = make();
new C1().tick(), new C1().tick(), new C2().tick();
print(C1.peek(), C2.peek());
try {
  throw 'e';
} catch (e) {
  let inner = e + '1';
  var viaCatch = () => inner + e;
}
print(viaCatch());
switch (1) {
  case 0:
    let scoped;
  case 1:
    let other = 'assigned';
    var readScoped = () => other;
}
print(readScoped());
const counter = (() => {
  let n = 0;
  const add = (d) => {
    n += d;
    return api;
  };
  const api = { inc: () => add(1), dec: () => add(-1), get value() { return n; } };
  return api;
})();
print(counter.inc().inc().dec().inc().value);
function levels() {
  let a = 'a';
  return function () {
    let b = 'b';
    return function () {
      let c = 'c';
      return function () {
        a += '!';
        b += '?';
        return a + b + c;
      };
    };
  };
}
const level = levels()()();
level();
print(level(), levels()()()());
function params(a, b = () => a) {
  a = 'changed';
  return b();
}
print(params('original'));
var f1 = function () { return g1(); };
var g1 = () => 'late binding';
print(f1());
const memo = {};
const fib = (n) => memo[n] ?? (memo[n] = n < 2 ? n : fib(n - 1) + fib(n - 2));
print(fib(60));
let shadowed = 1;
const same = ((shadowed) => shadowed + 1)(shadowed + 1);
print(same, shadowed);
const list = [];
for (const a of [1, 2]) for (const b of [3, 4]) list.push(() => a * b);
print(list.map((f) => f()).join());
const adders = [1, 2, 3].map((n) => (m) => n + m);
print(adders.map((f) => f(10)).join());
if (true) {
  const isolated = 1;
}
print(typeof isolated);
let late;
const callLate = () => late();
late = () => 'set later';
print(callLate());
(function () {
  var v = 'function';
  {
    var v = 'same variable';
  }
  print(v);
})();
let i = 'untouched';
for (let i = 0; i < 2; i++);
print(i);
