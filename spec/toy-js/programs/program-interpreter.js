// A small Lisp: reader, environments, closures, tail of lists; the interpreter interpreted.
function read(text) {
  const tokens = text.replace(/[()]/g, ' $& ').trim().split(/\s+/);
  let at = 0;
  const parse = () => {
    const token = tokens[at++];
    if (token === '(') {
      const list = [];
      while (tokens[at] !== ')') list.push(parse());
      at++;
      return list;
    }
    return isNaN(token) ? token : Number(token);
  };
  return parse();
}
class Env {
  constructor(parent, names = [], values = []) {
    this.parent = parent;
    this.vars = Object.create(null);
    names.forEach((n, i) => (this.vars[n] = values[i]));
  }
  find(name) {
    for (let env = this; env; env = env.parent) if (name in env.vars) return env;
    throw new ReferenceError('unbound ' + name);
  }
}
function evaluate(x, env) {
  if (typeof x === 'number') return x;
  if (typeof x === 'string') return env.find(x).vars[x];
  switch (x[0]) {
    case 'quote':
      return x[1];
    case 'if':
      return evaluate(evaluate(x[1], env) !== false ? x[2] : x[3], env);
    case 'define':
      return (env.vars[x[1]] = evaluate(x[2], env));
    case 'set!':
      return (env.find(x[1]).vars[x[1]] = evaluate(x[2], env));
    case 'lambda':
      return (...args) => evaluate(x[2], new Env(env, x[1], args));
    case 'begin': {
      let value;
      for (const part of x.slice(1)) value = evaluate(part, env);
      return value;
    }
    case 'let':
      return evaluate(x[2], new Env(env, x[1].map((b) => b[0]), x[1].map((b) => evaluate(b[1], env))));
    default: {
      const [f, ...args] = x.map((part) => evaluate(part, env));
      return f(...args);
    }
  }
}
const global = new Env(null);
Object.assign(global.vars, { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '<': (a, b) => a < b, '=': (a, b) => a === b, cons: (a, b) => [a, ...b], car: (l) => l[0], cdr: (l) => l.slice(1), 'null?': (l) => l.length === 0, nil: [], true: true, false: false });
const run = (text) => evaluate(read(text), global);
run('(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))');
run('(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))');
run('(define map (lambda (f l) (if (null? l) nil (cons (f (car l)) (map f (cdr l))))))');
run('(define range (lambda (a b) (if (< a b) (cons a (range (+ a 1) b)) nil)))');
run('(define counter (let ((n 0)) (lambda () (set! n (+ n 1)))))');
print(run('(fact 10)'), run('(fib 9)'), run('(map (lambda (x) (* x x)) (range 1 6))').join());
print(run('(begin (counter) (counter) (counter))'), run('(let ((x 2) (y 3)) (+ x (* y y)))'), run('(quote (a (b c)))').length);
print(run('((lambda (f) (f (f 3))) (lambda (x) (+ x 10)))'), run('(if (= 1 2) 10 20)'), run("(map fact (range 0 5))").join());
try {
  run('(missing 1)');
} catch (error) {
  print(error.message);
}
