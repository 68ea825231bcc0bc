// for-of and destructuring call return() when they leave early, and only then.
let log = [];
function source(limit, options = {}) {
  return {
    [Symbol.iterator]() {
      let n = 0;
      return {
        next() {
          if (options.failAt === n) throw new Error('next failed');
          return { done: n >= limit, value: n++ };
        },
        return(value) {
          log.push('return');
          if (options.returnThrows) throw new Error('return failed');
          return options.returnValue === undefined ? {} : options.returnValue;
        },
      };
    },
  };
}
function attempt(title, action) {
  log = [];
  let result;
  try {
    result = action();
  } catch (error) {
    result = error instanceof TypeError ? error.name : 'threw ' + error;
  }
  print(title + ':', String(result), log.join());
}
attempt('complete', () => { let s = 0; for (const x of source(3)) s += x; return s; });
attempt('break', () => { for (const x of source(3)) if (x === 1) break; return 'out'; });
attempt('return', () => { for (const x of source(3)) return x; });
attempt('throw', () => { for (const x of source(3)) throw 'body'; });
attempt('continue', () => { for (const x of source(2)) continue; return 'end'; });
attempt('outer continue', () => { outer: for (let i = 0; i < 2; i++) for (const x of source(3)) continue outer; return 'end'; });
attempt('outer break', () => { outer: for (const y of source(2)) for (const x of source(3)) break outer; return 'end'; });
attempt('next throws', () => { for (const x of source(3, { failAt: 1 })); });
attempt('return throws on break', () => { for (const x of source(3, { returnThrows: true })) break; });
attempt('body throws before return throws', () => { for (const x of source(3, { returnThrows: true })) throw 'body'; });
attempt('return gives no object', () => { for (const x of source(3, { returnValue: 5 })) break; });
attempt('no object but body threw', () => { for (const x of source(3, { returnValue: 5 })) throw 'body'; });
attempt('pattern of one', () => { const [a] = source(3); return a; });
attempt('pattern of all', () => { const [a, b, c, d] = source(3); return [a, b, c, d].map(String).join(); });
attempt('pattern with rest', () => { const [a, ...b] = source(3); return a + ':' + b; });
attempt('empty pattern', () => { const [] = source(3); return 'empty'; });
attempt('exact pattern', () => { const [a, b] = source(2); return a + b; });
attempt('default throws', () => { const [a, b = (() => { throw 'default'; })()] = { [Symbol.iterator]: () => ({ next: () => ({ value: undefined, done: false }), return: () => (log.push('closed'), {}) }) }; });
attempt('new Map closes', () => new Map(source(3)));
attempt('Array.from with a throwing function', () => Array.from(source(3), () => { throw 'mapper'; }));
attempt('finally inside', () => {
  for (const x of source(3)) {
    try {
      return 'r' + x;
    } finally {
      log.push('finally');
    }
  }
});
attempt('try around', () => {
  try {
    for (const x of source(3)) throw x;
  } catch (x) {
    log.push('caught' + x);
  } finally {
    log.push('finally');
  }
});
attempt('head pattern throws', () => { for (const { x } of { [Symbol.iterator]: () => ({ next: () => ({ value: null, done: false }), return: () => (log.push('closed'), {}) }) }); });
attempt('no return method', () => { for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) }) break; return 'fine'; });
attempt('parameters', () => ((([a]) => a)(source(5))));
attempt('assignment target throws', () => { [({ set p(v) { throw 'setter'; } }).p] = source(3); });
