// switch: strict comparison, order of evaluation, default anywhere, fall through.
function kind(x) {
  const path = [];
  switch (x) {
    case 1:
      path.push('one');
    case 2:
      path.push('two');
      break;
    default:
      path.push('default');
    case 3:
      path.push('three');
    case 4:
      path.push('four');
      break;
    case '1':
      path.push('string one');
  }
  return path.join('>');
}
print([1, 2, 3, 4, 5, '1', NaN, undefined].map(kind).join(' '));

const evaluated = [];
const at = (n) => (evaluated.push(n), n);
switch (at(3)) {
  case at(1):
  case at(2):
    print('no');
  case at(3):
    print('three');
  case at(4):
    print('fell');
}
print(evaluated.join());

function strings(s) {
  switch (s) {
    case 'alpha':
      return 1;
    case 'beta':
    case 'gamma':
      return 2;
    case 'al' + 'ready':
      return 3;
    case '':
      return 'empty';
  }
  return 'none';
}
print(strings('alpha'), strings('be' + 'ta'), strings(['gamma'].join()), strings('already'), strings(''), strings('x'));

switch (NaN) {
  case NaN:
    print('NaN is NaN');
    break;
  default:
    print('NaN is not NaN');
}
switch (-0) {
  case 0:
    print('zero');
}
switch (null) {
  case undefined:
    print('undefined');
    break;
  case null:
    print('null');
}
switch (true) {
  case evaluated.length > 100:
    print('long');
    break;
  case evaluated.length === 3:
    print('three evaluated');
    break;
}
switch (1) {
}
switch (1) {
  default:
}
switch (5) {
  case 5: {
    let scoped = 'block';
    print(scoped);
  }
}
const big = 1e10;
switch (big) {
  case 1e10:
    print('double case');
}
switch (0.5) {
  case 1 / 2:
    print('half');
}

function inLoop() {
  const out = [];
  for (let i = 0; i < 6; i++) {
    switch (i) {
      case 1:
        continue;
      case 4:
        return out.join();
      case 2:
        out.push('two');
        break;
      default:
        out.push(i);
    }
    out.push('|');
  }
}
print(inLoop());

function dense(n) {
  switch (n) {
    case 0: return 'a';
    case 1: return 'b';
    case 2: return 'c';
    case 3: return 'd';
    case 4: return 'e';
    case 5: return 'f';
    case 6: return 'g';
    case 7: return 'h';
    default: return '?';
  }
}
print([0, 1, 2, 3, 4, 5, 6, 7, 8, -1, 1.5, '1'].map(dense).join(''));

switch (typeof hoistedInSwitch) {
  case 'function':
    print(hoistedInSwitch());
    break;
  default:
    function hoistedInSwitch() {
      return 'hoisted';
    }
    print('default', hoistedInSwitch());
}
try {
  switch (1) {
    case (() => { throw 'case threw'; })():
  }
} catch (error) {
  print(error);
}
