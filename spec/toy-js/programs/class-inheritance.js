// extends, super calls, super members, and what the prototype chain looks like.
class Shape {
  constructor(name) {
    this.name = name;
    Shape.made++;
  }
  describe() {
    return `${this.name} of area ${this.area()}`;
  }
  area() {
    return 0;
  }
  static create(...args) {
    return new this(...args);
  }
  toString() {
    return 'Shape(' + this.name + ')';
  }
}
Shape.made = 0;

class Rectangle extends Shape {
  constructor(w, h) {
    super('rectangle');
    this.w = w;
    this.h = h;
  }
  area() {
    return this.w * this.h;
  }
  describe() {
    return 'A ' + super.describe();
  }
  get ratio() {
    return this.w / this.h;
  }
}
class Square extends Rectangle {
  constructor(side) {
    super(side, side);
    this.name = 'square';
  }
  describe() {
    const up = () => super.describe();
    return up() + '!';
  }
  toString() {
    return super.toString() + ' ' + super.ratio;
  }
}
class Plain extends Shape {}

print(new Rectangle(2, 3).describe());
print(new Square(4).describe());
print(String(new Square(2)), String(new Plain('plain')));
print(Square.create(5).area(), Rectangle.create(2, 8).area(), Shape.made);
print(Object.getPrototypeOf(Square) === Rectangle, Square.__proto__.__proto__ === Shape);
print(new Square(1) instanceof Shape, Square.prototype instanceof Rectangle);
print(Square.name, Square.length, Shape.prototype.describe.name, typeof Square);
print(Object.keys(new Square(3)).join(), Object.getOwnPropertyNames(Square.prototype).join());

const failures = [
  () => Shape('no new'),
  () => { class B extends Shape { constructor() {} } new B(); },
  () => { class B extends Shape { constructor() { this.x = 1; super(); } } new B(); },
  () => { class B extends Shape { constructor() { super(); super(); } } new B(); },
  () => { class B extends 5 {} },
  () => { class B extends (() => {}) {} },
  () => { class B extends Shape { constructor() { return 1; } } new B(); },
  () => { new (class extends null {})(); },
  () => { new Shape.prototype.describe(); },
];
for (const failing of failures) {
  try {
    failing();
    print('no failure');
  } catch (error) {
    print(error.name);
  }
}

class Returns extends Shape {
  constructor() {
    super('x');
    return { replaced: true };
  }
}
print(new Returns().replaced, new Returns() instanceof Returns);

class Late extends Shape {
  constructor(early) {
    const call = () => super('from an arrow');
    if (early) call();
    else super('direct');
  }
}
print(new Late(true).name, new Late(false).name);

class List extends Array {
  last() {
    return this[this.length - 1];
  }
}
const list = new List();
list.push(1, 2, 3);
print(list.length, list.last(), Array.isArray(list), list instanceof List);

class AppError extends Error {
  constructor(message, code) {
    super(message);
    this.name = 'AppError';
    this.code = code;
  }
}
try {
  throw new AppError('broken', 17);
} catch (error) {
  print(String(error), error.code, error instanceof AppError, error instanceof Error);
}

const mixin = (Base) => class extends Base {
  mixed() {
    return 'mixed ' + this.name;
  }
};
print(new (mixin(Plain))('in').mixed());

const objectSuper = {
  __proto__: { greet() { return 'base ' + this.id; } },
  id: 7,
  greet() {
    return super.greet() + ' derived';
  },
};
print(objectSuper.greet());

function OldStyle(x) {
  this.x = x;
}
OldStyle.prototype.get = function () {
  return this.x;
};
class NewStyle extends OldStyle {
  get() {
    return super.get() * 2;
  }
}
print(new NewStyle(21).get());
class SetsThroughSuper extends Shape {
  constructor() {
    super('s');
    super.viaSuper = 5;
  }
}
print(new SetsThroughSuper().viaSuper, 'viaSuper' in Shape.prototype);
