// Static members, accessors, computed names, and the attributes of what a class defines.
const key = 'dynamic';
const sym = Symbol('tag');
class Temperature {
  constructor(celsius) {
    this._c = celsius;
  }
  get fahrenheit() {
    return this._c * 1.8 + 32;
  }
  set fahrenheit(f) {
    this._c = (f - 32) / 1.8;
  }
  static get zero() {
    return new Temperature(0);
  }
  static parse(text) {
    return new this(parseFloat(text));
  }
  static ['from' + 'Kelvin'](k) {
    return new this(k - 273);
  }
  [key + 'Method']() {
    return 'computed';
  }
  [sym]() {
    return 'by symbol';
  }
  get [key]() {
    return 'computed getter ' + this._c;
  }
  'quoted name'() {
    return 'quoted';
  }
  42() {
    return 'number';
  }
  static() {
    return 'named static';
  }
  get() {
    return 'named get';
  }
  set(v) {
    return 'named set ' + v;
  }
  static static() {
    return 'static static';
  }
}
const t = new Temperature(100);
print(t.fahrenheit);
t.fahrenheit = 50;
print(t._c, t.dynamic, t.dynamicMethod(), t[sym](), t['quoted name'](), t[42]());
print(Temperature.zero._c, Temperature.parse('36.6C')._c, Temperature.fromKelvin(300)._c);
print(t.static(), t.get(), t.set(1), Temperature.static());

const flags = (object, name) => {
  const d = Object.getOwnPropertyDescriptor(object, name);
  return ['writable', 'enumerable', 'configurable'].map((f) => (d[f] === undefined ? '-' : d[f] ? f[0] : '.')).join('');
};
print(flags(Temperature.prototype, 'get'), flags(Temperature.prototype, 'fahrenheit'));
print(flags(Temperature, 'parse'), flags(Temperature, 'prototype'), flags(Temperature, 'name'));
print(Temperature.prototype[42].name, Temperature.prototype[sym].name);
print(Object.getOwnPropertyDescriptor(Temperature.prototype, 'dynamic').get.name);
print(Object.getOwnPropertyNames(Temperature.prototype).join());

try {
  new t.get();
} catch (error) {
  print(error.name);
}
try {
  Temperature.prototype.constructor();
} catch (error) {
  print(error.name);
}
print('prototype' in t.get, t.get.hasOwnProperty('prototype'), Temperature.hasOwnProperty('prototype'));

const Anonymous = class {};
const Named = class Inner {
  static who() {
    return Inner.name;
  }
};
print(Anonymous.name, Named.name, Named.who(), typeof Inner);
print([class {}][0].name === '', { x: class {} }.x.name);

class Parent {
  static shared = ['p'];
  static make() {
    return 'made by ' + this.name;
  }
  static get label() {
    return '<' + this.name + '>';
  }
}
class Child extends Parent {
  static make() {
    return super.make() + ' with super, ' + super.label;
  }
}
print(Child.make(), Child.label, Child.shared === Parent.shared, Child.hasOwnProperty('shared'));

// Methods are strict: an extracted one has no this.
class Strict {
  self() {
    return this;
  }
}
const { self } = new Strict();
print(self(), typeof self.call(5));

// A redefinition in the same class: the last one wins.
class Twice {
  m() {
    return 1;
  }
  m() {
    return 2;
  }
  get v() {
    return 'getter';
  }
  v() {
    return 'method';
  }
}
print(new Twice().m(), typeof new Twice().v);
