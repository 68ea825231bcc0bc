// A tokenizer, a recursive descent parser and an evaluator.
class Lexer {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  next() {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    if (this.at >= this.text.length) return { type: 'end' };
    const rest = this.text.slice(this.at);
    const number = /^\d+(\.\d+)?/.exec(rest);
    if (number) {
      this.at += number[0].length;
      return { type: 'number', value: parseFloat(number[0]) };
    }
    const name = /^[a-z]+/i.exec(rest);
    if (name) {
      this.at += name[0].length;
      return { type: 'name', value: name[0] };
    }
    return { type: this.text[this.at++] };
  }
}
class Parser {
  constructor(text) {
    this.lexer = new Lexer(text);
    this.token = this.lexer.next();
  }
  take(type) {
    if (this.token.type !== type) throw new SyntaxError(`expected ${type} but found ${this.token.type}`);
    const token = this.token;
    this.token = this.lexer.next();
    return token;
  }
  parse() {
    const tree = this.sum();
    this.take('end');
    return tree;
  }
  sum() {
    let left = this.product();
    while (this.token.type === '+' || this.token.type === '-') left = { op: this.take(this.token.type).type, left, right: this.product() };
    return left;
  }
  product() {
    let left = this.power();
    while (this.token.type === '*' || this.token.type === '/') left = { op: this.take(this.token.type).type, left, right: this.power() };
    return left;
  }
  power() {
    const base = this.atom();
    if (this.token.type !== '^') return base;
    this.take('^');
    return { op: '^', left: base, right: this.power() };
  }
  atom() {
    switch (this.token.type) {
      case 'number':
        return { op: 'number', value: this.take('number').value };
      case '-':
        this.take('-');
        return { op: 'negate', left: this.atom() };
      case 'name': {
        const name = this.take('name').value;
        if (this.token.type !== '(') return { op: 'name', name };
        this.take('(');
        const args = [];
        while (this.token.type !== ')') {
          args.push(this.sum());
          if (this.token.type === ',') this.take(',');
        }
        this.take(')');
        return { op: 'call', name, args };
      }
      default: {
        this.take('(');
        const inner = this.sum();
        this.take(')');
        return inner;
      }
    }
  }
}
const operators = {
  number: (n) => n.value,
  name: (n, env) => {
    if (!(n.name in env)) throw new ReferenceError(n.name + ' is unknown');
    return env[n.name];
  },
  negate: (n, env) => -run(n.left, env),
  call: (n, env) => env[n.name](...n.args.map((a) => run(a, env))),
  '+': (n, env) => run(n.left, env) + run(n.right, env),
  '-': (n, env) => run(n.left, env) - run(n.right, env),
  '*': (n, env) => run(n.left, env) * run(n.right, env),
  '/': (n, env) => run(n.left, env) / run(n.right, env),
  '^': (n, env) => run(n.left, env) ** run(n.right, env),
};
function run(node, env) {
  return operators[node.op](node, env);
}
const env = { pi: Math.PI, max: Math.max, sqrt: Math.sqrt, x: 4 };
for (const text of ['1 + 2 * 3', '(1 + 2) * 3', '2 ^ 3 ^ 2', '-x + 10 / 4', 'max(1, x, 2) * sqrt(16)', '2 * pi', '1 +', 'y + 1', '((((7))))', '1 2', '3 $ 4']) {
  try {
    print(text, '=', run(new Parser(text).parse(), env));
  } catch (error) {
    print(text, '->', String(error));
  }
}
