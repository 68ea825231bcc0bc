// Fields: defined (not assigned) on the new object, in order, after super() returns.
const log = [];
const note = (x) => (log.push(x), x);
class Base {
  a = note('a');
  constructor() {
    note('Base constructor');
    this.hook();
  }
  hook() {
    note('Base hook');
  }
  b = note('b');
}
class Derived extends Base {
  c = note('c');
  constructor() {
    note('before super');
    super();
    note('after super');
  }
  hook() {
    note('hook sees c as ' + this.c);
  }
  d = this.c + '+' + this.a;
}
const d = new Derived();
print(log.join('; '));
print(JSON.stringify(d));

// A field hides a setter of the prototype instead of calling it.
class WithSetter {
  set x(v) {
    print('setter called with', v);
  }
}
class Hides extends WithSetter {
  x = 1;
}
const hides = new Hides();
print(hides.x, hides.hasOwnProperty('x'));

// Arrow functions in fields keep this.
class Button {
  label = 'press';
  click = () => this.label;
  static count = 0;
  static next = () => ++this.count;
  id = Button.next();
}
const { click } = new Button();
print(click(), new Button().id, Button.count);

// Computed names are evaluated once, values each time.
let names = 0;
let values = 0;
class Computed {
  ['key' + ++names] = ++values;
  static ['s' + ++names] = 'static';
}
new Computed();
print(JSON.stringify(new Computed()), Computed.s2, names, values);

class Uninitialised {
  empty;
  'quoted' = 1;
  7 = 'seven';
  static also;
}
print(JSON.stringify(Object.getOwnPropertyNames(new Uninitialised())), 'also' in Uninitialised);
print(new Uninitialised().empty);

// Anonymous functions take the field's name.
class Naming {
  fn = function () {};
  arrow = () => {};
  static cls = class {};
}
print(new Naming().fn.name, new Naming().arrow.name, Naming.cls.name);

// Fields see the class's scope; initialisers run as methods.
const outer = 'outer';
class Scoped {
  value = outer + typeof this;
  static self = Scoped;
  static parentName = Object.getPrototypeOf(this) === Function.prototype;
}
print(new Scoped().value, Scoped.self === Scoped, Scoped.parentName);

class SuperField extends Base {
  hook() {}
  viaSuper = super.hook === Base.prototype.hook;
}
print(new SuperField().viaSuper);

class Counter {
  static made = [];
  index = Counter.made.push(this);
}
new Counter();
print(new Counter().index, Counter.made.length);

class ThrowingField {
  ok = 1;
  bad = (() => {
    throw new RangeError('in a field');
  })();
}
try {
  new ThrowingField();
} catch (error) {
  print(error.name, error.message);
}
class StaticBlockFree {
  static a = 1;
  static b = this.a + 1;
  static c = StaticBlockFree.b + 1;
}
print(StaticBlockFree.a, StaticBlockFree.b, StaticBlockFree.c);
