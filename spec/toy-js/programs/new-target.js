// new.target tells how a function was called, and survives arrows and super().
function Kind() {
  return new.target === undefined ? 'called' : new.target === Kind ? { how: 'new' } : { how: 'derived ' + new.target.name };
}
print(Kind(), new Kind().how, Kind.call({}), Kind.apply(null));
class Sub extends Kind {}
print(new Sub().how);

class Abstract {
  constructor() {
    if (new.target === Abstract) throw new TypeError('Abstract is abstract');
    this.made = new.target.name;
  }
}
class Concrete extends Abstract {}
try {
  new Abstract();
} catch (error) {
  print(error.message);
}
print(new Concrete().made);

function Outer() {
  const arrow = () => new.target;
  const nested = () => () => arrow();
  return { result: nested()() === Outer, arrow };
}
print(new Outer().result, new Outer().arrow() === Outer, Outer().arrow());

function Forgiving(x) {
  if (!new.target) return new Forgiving(x);
  this.x = x;
}
print(Forgiving(3).x, new Forgiving(4).x, Forgiving(1) instanceof Forgiving);

const object = {
  method() {
    return new.target;
  },
  get getter() {
    return String(new.target);
  },
};
print(object.method(), object.getter);

function WithDefault(t = new.target) {
  return { t };
}
print(new WithDefault().t === WithDefault, WithDefault().t);

const Bound = Abstract.bind(null);
try {
  new Bound();
} catch (error) {
  print('bound:', error.message);
}
const BoundSub = Concrete.bind(null);
print(new BoundSub().made);

class A {
  constructor() {
    this.log = ['A:' + new.target.name];
  }
}
class B extends A {
  constructor() {
    super();
    this.log.push('B:' + new.target.name);
  }
}
class C extends B {
  constructor() {
    super();
    this.log.push('C:' + new.target.name);
  }
}
print(new C().log.join(' '));
