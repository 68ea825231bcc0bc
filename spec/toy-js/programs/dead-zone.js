// let, const and class bindings exist from the start of their block, but cannot be read yet.
function attempt(label, action) {
  try {
    print(label, action());
  } catch (error) {
    print(label, error.name + ': ' + error.message);
  }
}

attempt('let before', function () {
  const seen = value;
  let value = 1;
  return seen;
});
attempt('const before', () => {
  const read = () => late;
  read();
  const late = 2;
  return late;
});
attempt('typeof in the zone', () => {
  {
    const kind = typeof inner;
    let inner = 3;
    return kind + inner;
  }
});
attempt('typeof undeclared', () => typeof neverDeclaredAnywhere);
attempt('undeclared', () => neverDeclaredAnywhere);
attempt('class before', () => {
  new Late();
  class Late {}
});
attempt('shadowing starts at the block', () => {
  let x = 'outer';
  {
    try {
      x = 'inner';
    } catch (error) {
      print('write in the zone', error.name);
    }
    let x;
  }
  return x;
});
attempt('let x = x', () => {
  let x = x + 1;
  return x;
});
attempt('closure after initialisation', () => {
  const read = () => value;
  let value = 'ready';
  return read();
});
attempt('assignment to a constant', () => {
  const fixed = 1;
  fixed = 2;
  return fixed;
});
attempt('constant in an increment', () => {
  const fixed = 1;
  fixed++;
});
attempt('constant in for of', () => {
  let sum = 0;
  for (const item of [1, 2, 3]) sum += item;
  return sum;
});
attempt('constant written in a for loop', () => {
  for (const i = 0; i < 2; i++) print('turn', i);
});
attempt('parameters', () => {
  const f = (a = b, b = 1) => a + b;
  return f();
});
attempt('parameters in order', () => {
  const f = (a = 1, b = a + 1) => [a, b].join();
  return f() + ' ' + f(5) + ' ' + f(undefined, 9);
});
attempt('switch shares one block', () => {
  switch (2) {
    case 1:
      let shared = 'never';
    case 2:
      return shared;
  }
});
attempt('uninitialised let is undefined', () => {
  let nothing;
  return nothing;
});
attempt('let in a loop body is fresh', () => {
  const seen = [];
  for (let i = 0; i < 3; i++) {
    let fresh;
    seen.push(fresh);
    fresh = i;
  }
  return seen.map(String).join();
});
attempt('class heritage', () => {
  class A extends (() => A)() {}
});
attempt('own name inside the class', () => {
  class Named {
    static self() {
      return Named;
    }
  }
  return Named.self() === Named;
});
