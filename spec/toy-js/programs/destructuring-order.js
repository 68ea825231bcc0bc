// What is evaluated when: targets, keys, values and defaults come strictly left to right.
let log = [];
const note = (name, value) => {
  log.push(name);
  return value;
};
const flush = (title) => {
  print(title + ':', log.join(' '));
  log = [];
};

const source = {
  get a() {
    return note('get-a', undefined);
  },
  get b() {
    return note('get-b', 2);
  },
  get c() {
    return note('get-c', null);
  },
};
{
  const { a = note('default-a', 1), b = note('default-b', 0), c = note('default-c', 0) } = source;
  flush('object');
  print(a, b, c);
}
{
  const { [note('key-1', 'b')]: x = note('d1', 1), [note('key-2', 'zzz')]: y = note('d2', 5) } = source;
  flush('computed keys');
  print(x, y);
}

const target = {
  set p(v) {
    log.push('set-p=' + v);
  },
  set q(v) {
    log.push('set-q=' + v);
  },
};
({ b: note('t1', target).p, zzz: note('t2', target).q = note('d', 7) } = source);
flush('member targets');

function iterable(values) {
  return {
    [Symbol.iterator]() {
      log.push('iterator');
      let i = 0;
      return {
        next() {
          log.push('next' + i);
          return { done: i >= values.length, value: values[i++] };
        },
        return() {
          log.push('return');
          return {};
        },
      };
    },
  };
}
{
  const [a = note('d-a', 'A'), , b = note('d-b', 'B')] = iterable([undefined, 1, undefined, 4]);
  flush('array');
  print(a, b);
}
{
  const [a, b, ...rest] = iterable([1, 2, 3, 4]);
  flush('rest');
  print(a, b, rest.join());
}
{
  const [a, b, c = note('d-c', 'C')] = iterable([1]);
  flush('exhausted');
  print(a, b, c);
}
[note('m1', target).p, note('m2', target).q] = iterable([10, 20]);
flush('array of members');

try {
  const [x, { y }] = iterable([1, null, 3]);
} catch (error) {
  log.push(error.name);
}
flush('failure closes the iterator');

try {
  const [x = (() => { throw 'from the default'; })()] = iterable([undefined, 2]);
} catch (error) {
  log.push(String(error));
}
flush('throwing default');

let x = 1;
let y = 2;
[x, y] = [y, x];
print(x, y);
[x, y] = [y + 10, x + 10];
print(x, y);

const assigned = ({ b: x } = source);
flush('value of the expression');
print(assigned === source, x);

// Function names come from the pattern.
const { anon = function () {}, arrow = () => {}, Klass = class {} } = {};
print(anon.name, arrow.name, Klass.name);
