// Arrow functions: lexical this, arguments, super; bodies and results.
class Timer {
  constructor() {
    this.ticks = 0;
    this.tick = () => ++this.ticks;
  }
  later() {
    return [1, 2, 3].map(() => this.tick()).join();
  }
  nested() {
    return (() => (() => (() => this.ticks)())())();
  }
  static of() {
    return [0].map(() => new this())[0];
  }
}
const timer = new Timer();
const { tick } = timer;
tick();
print(timer.later(), timer.nested(), tick.call({ ticks: 100 }), Timer.of() instanceof Timer);
const object = {
  name: 'object',
  regular() {
    const arrow = () => this.name;
    return [arrow(), arrow.call({ name: 'other' }), arrow.apply(null), arrow.bind({ name: 'x' })()].join();
  },
  arrow: () => typeof this,
  delayed() {
    return () => () => this;
  },
};
print(object.regular(), object.arrow(), object.delayed()()() === object, object.regular.call({ name: 'borrowed' }));
function args() {
  return (() => (() => arguments.length + ':' + arguments[0])())();
}
print(args('first', 2));
print(((a) => a)(1), (() => ({}))() instanceof Object, (() => {})(), (() => ({ a: 1 }))().a, ((a, b) => a + b)(1, 2), (({ x }) => x)({ x: 5 }), (([y]) => y)([6]), ((...r) => r.length)(1, 2), (() => [])().length, (() => (1, 2))());
for (const bad of [() => new (() => {})(), () => { const f = () => {}; new f(); }]) {
  try {
    bad();
  } catch (error) {
    print(error.name);
  }
}
print((() => {}).prototype, 'prototype' in (() => {}), typeof (() => {}), (() => {}).name === '', ((a, b) => {}).length);
const fact = (n) => (n <= 1 ? 1 : n * fact(n - 1));
print(fact(10), ((f) => f(f, 5))((self, n) => (n ? n + self(self, n - 1) : 0)));
class A {
  who() {
    return 'A' + this.id;
  }
}
class B extends A {
  constructor() {
    const init = () => super();
    init();
    this.id = 7;
  }
  who() {
    return [0].map(() => super.who() + 'B')[0];
  }
}
print(new B().who());
function Outer() {
  this.v = 1;
  const inc = () => (this.v++, this);
  inc();
  inc();
}
print(new Outer().v);
const pipeline = [(x) => x + 1, (x) => x * 2, (x) => `<${x}>`];
print(pipeline.reduce((v, f) => f(v), 3));
const o = { f() { return { g: () => this.f.name }; } };
print(o.f().g(), (() => this === globalThis)());
let x = 10;
const getX = () => x;
{
  let x = 20;
  print(getX(), (() => x)());
}
const chain = (a) => (b) => (c) => (d) => a + b + c + d;
print(chain(1)(2)(3)(4), ((a) => (a = a + 1))(1), ((a, b = () => a) => b())(9));
const cond = (v) => v ? (w) => w : (w) => -w;
print(cond(true)(3), cond(false)(3));
print([3, 1, 2].sort((a, b) => b - a).join(), [[1, 2], [3, 4]].map(([a, b]) => a * b).join(), [{ k: 1 }, { k: 2 }].map(({ k }) => k).join());
const counter = { n: 0, run() { [1, 2, 3].forEach((d) => { this.n += d; }); return this.n; } };
print(counter.run());
