// ?. stops the whole chain, evaluates nothing behind it, and keeps this.
const user = { name: 'Ann', address: { city: 'Rome', zip: null }, greet() { return 'I am ' + this.name; }, list: [1, [2, 3]] };
const none = undefined;
print(user?.name, user?.address?.city, user?.job?.title, none?.x, none?.x.y.z, none?.[0], none?.(), user.missing?.());
print(user.greet?.(), user?.greet(), user?.['greet'](), (user?.greet)(), user.greet?.call({ name: 'Bob' }));
print(user.list?.[1]?.[0], user.address?.zip?.length, user.address.zip?.length);
let calls = 0;
const bump = () => ++calls;
none?.[bump()];
none?.method(bump(), bump());
none?.a.b.c(bump()).d[bump()];
print(calls);
user?.[(bump(), 'name')];
print(calls);
try {
  user.missing.x?.y;
} catch (error) {
  print(error.name);
}
try {
  (none?.x).y;
} catch (error) {
  print(error.name);
}
try {
  user.name?.();
} catch (error) {
  print(error.name);
}
print(delete user?.address?.zip, 'zip' in user.address, delete none?.x.y);
print(null?.x ?? 'default', (void 0)?.x, 0?.toFixed(1), ''?.length, false?.toString());
const deep = { a: { b: () => ({ c: [{ d: 'found' }] }) } };
print(deep?.a?.b?.()?.c?.[0]?.d, deep.a?.b().c[1]?.d, deep.x?.b().c[0].d);
print(typeof none?.x, !none?.x, `${none?.x}`, 1 + (none?.x ?? 1));
const f = (o) => o?.a?.b;
print(f(null), f({}), f({ a: null }), f({ a: { b: 5 } }), f({ a: 'str' }));
class K {
  static s = { get() { return this === K.s; } };
  m() { return this?.v; }
  v = 3;
}
print(K?.s?.get(), new K()?.m(), K.prototype.m.call(undefined));
const arr = [1, 2, 3];
print(arr?.map?.((x) => x * 2).join(), arr.at?.(-1), arr?.length, arr.nothing?.[0].x);
let assigned = none?.x;
assigned ??= arr?.[0];
print(assigned, 5?.5:1, true?.1:2);
