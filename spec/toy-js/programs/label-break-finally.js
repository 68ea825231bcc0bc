// Jumps out of try blocks run the finally blocks on their way, innermost first.
function trace(action) {
  const steps = [];
  let result;
  try {
    result = action((s) => steps.push(s));
  } catch (error) {
    result = 'threw ' + error;
  }
  print(steps.join(' '), '->', result);
}

trace((step) => {
  outer: for (let i = 0; i < 3; i++) {
    try {
      step('try' + i);
      for (;;) {
        try {
          if (i === 1) break outer;
          continue outer;
        } finally {
          step('inner' + i);
        }
      }
    } finally {
      step('outer' + i);
    }
  }
  return 'done';
});

trace((step) => {
  block: {
    try {
      step('a');
      break block;
    } finally {
      step('b');
    }
    step('never');
  }
  return 'after the block';
});

trace((step) => {
  for (const i of [1, 2, 3]) {
    try {
      return i;
    } finally {
      step('finally' + i);
      if (i < 3) continue;
    }
  }
});

trace((step) => {
  for (let i = 0; i < 2; i++) {
    try {
      throw 'lost';
    } finally {
      step('swallow' + i);
      continue;
    }
  }
  return 'no error';
});

trace((step) => {
  label: try {
    step('try');
    throw new Error('x');
  } catch (error) {
    step('catch');
    break label;
  } finally {
    step('finally');
  }
  return 'out';
});

trace((step) => {
  let n = 0;
  do {
    try {
      n++;
      if (n === 2) continue;
      if (n === 4) break;
      step('n' + n);
    } finally {
      step('f' + n);
    }
  } while (n < 10);
  return n;
});

trace((step) => {
  a: b: c: for (;;) {
    step('in');
    for (;;) {
      break b;
    }
  }
  return 'all labels';
});

trace((step) => {
  switch (1) {
    case 1:
      inner: switch (2) {
        case 2:
          try {
            break inner;
          } finally {
            step('f');
          }
        default:
          step('no');
      }
      step('after inner');
    case 3:
      step('fell');
      break;
    default:
      step('no');
  }
  return 'end';
});

trace((step) => {
  try {
    try {
      throw 1;
    } finally {
      step('first');
      throw 2;
    }
  } catch (error) {
    step('caught' + error);
    return 'r' + error;
  } finally {
    step('last');
  }
});

trace((step) => {
  let i = 0;
  loop: while (true) {
    try {
      i++;
      try {
        if (i < 3) continue loop;
        else break loop;
      } finally {
        step('x' + i);
        if (i === 3) {
          i = 100;
          continue loop;
        }
      }
    } finally {
      step('y' + i);
      if (i > 100) return 'left by return';
    }
  }
  return 'left by break';
});
