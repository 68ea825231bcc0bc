// this in sloppy functions: the global object or a wrapper.
function kind() {
  return this === globalThis ? 'global' : typeof this + ':' + Object.prototype.toString.call(this);
}
print(kind(), kind.call(null), kind.call(undefined), kind.call(5), kind.call('s'), kind.call(true), kind.call({}));
function strictKind() {
  'use strict';
  return typeof this + ':' + String(this);
}
print(strictKind(), strictKind.call(null), strictKind.call(5), strictKind.call('s'));
const object = { name: 'object', kind, strictKind, arrow: () => typeof this, nested() { return [1].map(function () { return this === globalThis; })[0]; }, bound() { return [1].map(function () { return this.name; }, this)[0]; } };
print(object.kind(), (object.kind)(), (0, object.kind)(), object['kind'](), object.nested(), object.bound());
const extracted = object.kind;
print(extracted(), [kind][0]().slice(0, 6), ((f) => f())(object.kind));
var implicitGlobal = 'on the global object';
print(globalThis.implicitGlobal, this.implicitGlobal, this === globalThis);
function assigns() {
  leaked = 'leaked';
}
assigns();
print(leaked, globalThis.leaked, delete globalThis.leaked, typeof leaked);
let lexical = 'not a property';
print(globalThis.lexical, typeof lexical);
function Old(v) {
  this.v = v;
}
Old.prototype.get = function () {
  const self = this;
  return [1, 2].map(function (n) {
    return n + self.v;
  });
};
print(new Old(10).get().join());
Number.prototype.me = function () {
  return typeof this + (this + 1);
};
String.prototype.me = function () {
  'use strict';
  return typeof this + this.length;
};
print((5).me(), 'abc'.me(), 5..me());
function both() {
  return [this === globalThis, (() => this === globalThis)(), (function () { 'use strict'; return this === undefined; })()].join();
}
print(both(), both.call({}));
const bound = kind.bind('str');
print(bound(), bound.call(7), typeof kind.bind(null)());
with_getter = {
  get self() {
    return this === with_getter;
  },
};
print(with_getter.self, Object.create(with_getter).self);
const log = [];
[1, 2].forEach(function (x) { log.push(this.k + x); }, { k: 'key' });
print(log.join(), [3].map(function () { return typeof this; }, 5).join(), [3].map(function () { 'use strict'; return typeof this; }, 5).join());
