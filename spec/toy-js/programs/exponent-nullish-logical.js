// **, ??, logical assignment and short circuits.
print(2 ** 10, 2 ** -1, (-2) ** 2, 2 ** 3 ** 2, 0 ** 0, NaN ** 0, (-8) ** (1 / 3), 10 ** 21, '3' ** '2');
let p = 3;
p **= 2;
print(p, (p **= 0.5));
print(null ?? 'd', undefined ?? 'd', 0 ?? 'd', '' ?? 'd', false ?? 'd', NaN ?? 'd');
print(0 || 'd', '' || 'd', 1 || 'd', 0 && 'd', 1 && 'd', null && 'd', null || undefined, (null || undefined) ?? 'z');
const log = [];
const side = (name, value) => (log.push(name), value);
side('a', 0) || side('b', 1) || side('c', 2);
side('d', 0) && side('e', 1);
side('f', null) ?? side('g', undefined) ?? side('h', 0) ?? side('i', 1);
print(log.join(''));

let a = null;
a ??= 'set';
a ??= 'not again';
let b = 0;
b ||= 'filled';
b ||= 'not again';
let c = 1;
c &&= c + 1;
c &&= 0;
c &&= 'not reached';
print(a, b, c);

const guarded = {
  hits: [],
  get present() {
    this.hits.push('get');
    return 1;
  },
  set present(v) {
    this.hits.push('set' + v);
  },
};
guarded.present ??= 2;
guarded.present ||= 3;
guarded.present &&= 4;
print(guarded.hits.join());

let calls = 0;
const holder = { list: [undefined, 1] };
const index = () => calls++;
holder.list[index()] ??= 'default';
holder.list[index()] ??= 'default';
print(holder.list.join(), calls);

const frozen = Object.freeze({ v: 1 });
frozen.v ||= 2;
print(frozen.v);
const constant = 1;
constant ||= 2;
try {
  constant &&= 2;
} catch (error) {
  print(error.name);
}
let named;
named ??= () => {};
print(named.name);

print(1 < 2 ? 'yes' : 'no', 0 ? 'a' : null ? 'b' : 'c');
print((0, null) ?? (1, 2), !(null ?? false), typeof (null ?? undefined));
const f = (x) => (x === undefined ? 'none' : x === null ? 'null' : x > 10 ? 'big' : 'small');
print([undefined, null, 11, 9].map(f).join());
let t = '';
for (let i = 0; i < 5; i++) t += i % 2 ? i > 2 ? 'A' : 'B' : i && 'C' || 'D';
print(t);
