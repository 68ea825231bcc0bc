// Deleting a key that has not been visited skips it; what is added may or may not be seen.
const object = { a: 1, b: 2, c: 3, d: 4 };
const seen = [];
for (const key in object) {
  seen.push(key);
  if (key === 'a') delete object.c;
  delete object[key];
}
print(seen.join(), Object.keys(object).join());

const list = [1, 2, 3, 4, 5];
const indexes = [];
for (const i in list) {
  indexes.push(i);
  if (i === '1') list.length = 3;
}
print(indexes.join());

// Deleted and added again before its turn.
const again = { x: 1, y: 2, z: 3 };
const visited = [];
for (const key in again) {
  visited.push(key + again[key]);
  if (key === 'x') {
    delete again.y;
    again.y = 20;
  }
}
print(visited.join());

// Changing values is always seen.
const counts = { a: 0, b: 0, c: 0 };
for (const key in counts) {
  counts.a++;
  counts.b++;
  counts.c++;
  print(key, counts[key]);
}

// The prototype's keys, deleted on the way.
const proto = { p: 1, q: 2 };
const heir = Object.create(proto);
heir.own = 0;
const met = [];
for (const key in heir) {
  met.push(key);
  delete proto.q;
}
print(met.join());

// Emptying while iterating.
const full = {};
for (let i = 0; i < 20; i++) full['k' + i] = i;
let rounds = 0;
for (const key in full) {
  rounds++;
  for (const other in full) delete full[other];
}
print(rounds, Object.keys(full).length);

// Reusing the object in a nested loop.
const pairs = [];
const small = { a: 1, b: 2 };
for (const left in small) for (const right in small) pairs.push(left + right);
print(pairs.join());

// break and the object afterwards.
for (const key in small) {
  small[key] = 'touched';
  break;
}
print(JSON.stringify(small));

// A getter that deletes.
const trap = {
  get first() {
    delete this.third;
    return 1;
  },
  second: 2,
  third: 3,
};
const read = [];
for (const key in trap) read.push(key + '=' + trap[key]);
print(read.join());
