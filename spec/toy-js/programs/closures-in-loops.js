// Each iteration of a let loop has a binding of its own; var has one for the function.
const collected = [];
for (let i = 0; i < 4; i++) collected.push(() => i);
print(collected.map((f) => f()).join());

var shared = [];
for (var v = 0; v < 4; v++) shared.push(() => v);
print(shared.map((f) => f()).join());

const stepped = [];
for (let i = 0; i < 6; i++) {
  stepped.push(() => i);
  i++;
}
print(stepped.map((f) => f()).join());

const writers = [];
for (let i = 0; i < 3; i++) {
  writers.push({ get: () => i, bump: () => (i += 10) });
}
writers[1].bump();
writers[1].bump();
writers[2].bump();
print(writers.map((w) => w.get()).join());

// A closure made in the head sees the first iteration's copy.
let headClosure;
for (let i = 0, keep = () => i; i < 3; i++) headClosure = keep;
print('head', headClosure());

// A closure made in the update part sees the next iteration's binding.
const updates = [];
for (let i = 0; i < 3; updates.push(() => i), i++);
print('updates', updates.map((f) => f()).join());

const ofClosures = [];
for (const item of ['a', 'b', 'c']) ofClosures.push(() => item);
print(ofClosures.map((f) => f()).join());

const inClosures = [];
for (let key in { x: 1, y: 2 }) {
  inClosures.push(() => key);
  key += '!';
}
print(inClosures.map((f) => f()).join());

const patterns = [];
for (let [a, { b }] of [[1, { b: 2 }], [3, { b: 4 }]]) patterns.push(() => a + b++);
print(patterns.map((f) => f() + f()).join());

const nested = [];
for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 2; j++) {
    const product = i * 10 + j;
    nested.push(() => [i, j, product].join('/'));
  }
}
print(nested.map((f) => f()).join(' '));

// continue and break keep the copies right.
const skipped = [];
outer: for (let i = 0; i < 5; i++) {
  for (let j = 0; ; j++) {
    if (j === 2) continue outer;
    if (i === 3) break outer;
    skipped.push(() => i + ':' + j);
  }
}
print(skipped.map((f) => f()).join(' '));

function counter() {
  let count = 0;
  return { up: () => ++count, down: () => --count, read: () => count };
}
const a = counter();
const b = counter();
a.up(), a.up(), b.down();
print(a.read(), b.read());

let whileClosures = [];
let n = 0;
while (n < 3) {
  let copy = n++;
  whileClosures.push(() => copy++);
}
print(whileClosures.map((f) => f() + ',' + f()).join(';'));

const thrown = [];
for (let i = 0; i < 3; i++) {
  try {
    if (i === 1) throw i;
    thrown.push(() => 'fine ' + i);
  } catch (caught) {
    thrown.push(() => 'caught ' + caught + ' at ' + i);
  }
}
print(thrown.map((f) => f()).join('; '));
