// Accessors on prototypes: the receiver is the object asked, not the holder.
const base = {
  get whole() {
    return this.first + ' ' + this.last;
  },
  set whole(text) {
    const parts = text.split(' ');
    this.first = parts[0];
    this.last = parts[1];
  },
};
const person = Object.create(base);
person.whole = 'Ada Lovelace';
print(person.whole, Object.keys(person).join());
print(base.hasOwnProperty('first'), person.hasOwnProperty('whole'));

const shadow = Object.create(person, { first: { value: 'Augusta', enumerable: true } });
print(shadow.whole);
shadow.first = 'ignored in sloppy mode';
print(shadow.whole);

// A setter without a getter, and the other way round.
const half = {
  set only(value) {
    this.stored = value;
  },
};
half.only = 5;
print(half.only, half.stored);

const readOnly = {
  get fixed() {
    return 42;
  },
};
readOnly.fixed = 1;
print(readOnly.fixed);
(function () {
  'use strict';
  try {
    readOnly.fixed = 1;
  } catch (error) {
    print(error.name, error.message);
  }
  try {
    Object.create(readOnly).fixed = 1;
  } catch (error) {
    print(error.name);
  }
})();

// Redefining a getter on a prototype is seen by code that has already read it.
function Point(x) {
  this.x = x;
}
Object.defineProperty(Point.prototype, 'twice', {
  get() {
    return this.x * 2;
  },
  configurable: true,
});
function readTwice(p) {
  return p.twice;
}
const p = new Point(21);
for (let i = 0; i < 5; i++) readTwice(p);
print(readTwice(p));
Object.defineProperty(Point.prototype, 'twice', { get: () => 'changed', configurable: true });
print(readTwice(p));
Object.defineProperty(Point.prototype, 'twice', { value: 'data', configurable: true, writable: true });
print(readTwice(p));
delete Point.prototype.twice;
print(readTwice(p));
Object.prototype.twice = 'far away';
print(readTwice(p));
delete Object.prototype.twice;
print(readTwice(p));

// A read-only data property on a prototype forbids assignment to its heirs.
const locked = Object.freeze({ value: 1 });
const heir = Object.create(locked);
heir.value = 2;
print(heir.value, heir.hasOwnProperty('value'));

// Getters on primitives get the primitive in strict mode and a wrapper in sloppy mode.
Object.defineProperty(Number.prototype, 'kindSloppy', {
  get: function () {
    return typeof this;
  },
  configurable: true,
});
Object.defineProperty(Number.prototype, 'kindStrict', {
  get: function () {
    'use strict';
    return typeof this;
  },
  configurable: true,
});
print((5).kindSloppy, (5).kindStrict);

let log = [];
const counted = {
  get a() {
    log.push('get a');
    return 1;
  },
  set a(v) {
    log.push('set a ' + v);
  },
};
counted.a += 2;
counted.a++;
--counted.a;
counted.a ||= 9;
counted.a &&= 8;
print(log.join('; '));
