/** Programs that must print what node prints; together they use all that the compiler knows. */
export const WORKING: readonly string[] = [
  // Literals.
  `print(1, 1.5, 1e3, .5, 0x1F, 0o17, 0b11, 017, 089, 1_000_000, 0xF_F, 1_0.5_0e1_0);`,
  `print('a\\n\\x41\\u0042\\u{43}\\101', "b", 'line \\
continued', '\\0'.length, '\\8');`,
  `print(true, false, null, undefined, NaN, Infinity);`,
  `print(/a+/g, /a\\/b/i.source, /x/gimsuy.flags, /[/]/.test('/'), /(?<n>b)/.exec('abc').index);`,
  'print(`a${1}b${`c${2}`}`, `\\u{41}\\n`.length, `line\nbreak`);',
  `print([], [1, , 2].length, [, ].length, [...'ab', ...[1]], [1, 2,].length);`,
  `const b = 1, o = { a: 1, b, 'c d': 2, 3: 4, [1 + 4]: 5, m() { return this.a; }, get g() { return 6; },
     set g(v) { this.v = v; }, ...{ z: 7 }, __proto__: { p: 8 } };
   o.g = 9; print(JSON.stringify(o), o.m(), o.g, o.p, o.m.name);`,
  `const o = { get [String('k')]() { return 1; }, ['m' + 1]() { return 2; }, async: 3, get: 4, set: 5, static: 6, await: 7 };
   print(o.k, o.m1(), o.async, o.get, o.set, o.static, o.await);`,
  // Names that are words elsewhere.
  `var async = 1, of = 2, get = 3, set = 4, let_ = 5, yield_ = 6, static_ = 7, await = 8; print(async, of, get, set, await);`,
  `var let = 1, yield = 2, static = 3; print(let + yield + static); async = 4; print(async);`,
  `var \\u0061b = 1; print(ab, a\\u0062);`,
  `/* comment */ print(1) // end
   <!-- an HTML comment
   print(2)
--> another
   print(3)`,
  // Operators.
  `var a = 7, b = 2; print(a + b, a - b, a * b, a / b, a % b, a ** b, a | b, a ^ b, a & b, a << b, a >> b, a >>> b);`,
  `print(1 == '1', 1 != 2, 1 === 1, 1 !== 1, 1 < 2, 1 <= 1, 2 > 1, 2 >= 3, 'a' in { a: 1 }, [] instanceof Array);`,
  `print(-'1', +'2', !0, ~5, typeof 1, typeof nothing, void 0, delete {}.x, typeof typeof 1);`,
  `var a = 1; print(a++, ++a, a--, --a, a); var o = { n: 1 }; print(o.n++, ++o['n'], o.n--, --o.n);`,
  `print(0 || 1, 0 && 1, null ?? 1, 0 ?? 1, 1 ? 2 : 3, (1, 2, 3));`,
  `var a = 1; a += 2; a -= 1; a *= 6; a /= 2; a %= 4; a **= 5; a <<= 2; a >>= 1; a >>>= 1; a |= 8; a ^= 3; a &= 14; print(a);
   var n = null, t = 1, f = 0; n ??= 5; t ||= 6; f ||= 7; t &&= 8; print(n, t, f); var o = {}; o.x ??= 1; o.x &&= 2; o['y'] ||= 3; print(o.x, o.y);`,
  `var o = { a: { b() { return this.c; }, c: 1 }, n: null };
   print(o?.a, o?.['a'].c, o.n?.x.y.z, o.a?.b(), o.a.b?.(), o.missing?.(), o.n?.[print('never')], delete o?.a, delete o.n?.x, (o.n?.x).y === undefined);`.replace(
    ', (o.n?.x).y === undefined',
    '',
  ),
  `print(Math.max(...[1, 5], 3, ...new Set([9])), new Array(...[1, 2]).length, new Date(0).getTime(), new Object, typeof new (class {})().x);`,
  // Declarations and patterns.
  `var a, b = 1; let c = 2, d; const e = 3; print(a, b, c, d, e); { let c = 4; const e = 5; print(c, e); }`,
  `var [a, , b = 2, ...c] = [1, 0, undefined, 3, 4], { x, y: z = 5, ['k']: k, ...rest } = { x: 1, k: 2, q: 3 }; print(a, b, c, x, z, k, JSON.stringify(rest));`,
  `var o = {}, a; [a, o.b, ...o['c']] = [1, 2, 3]; ({ p: o.d, q: a = 4, r: [o.e] } = { p: 1, r: [2] }); print(a, JSON.stringify(o)); [a, o.b] = [o.b, a]; print(a, o.b);`,
  `function f({ a, b: [c] = [2] }, [d, ...e] = [3, 4], ...[g]) { return [a, c, d, e, g, f.length].join(); } print(f({ a: 1 }, undefined, 6));`,
  // Functions.
  `function f(a, b = a + 1, ...c) { return [a, b, c.length, arguments.length, f.length, new.target].join(); } print(f(1), f(1, 2, 3, 4)); print(f.name);`,
  `const f = function g(n) { return n ? n * g(n - 1) : 1; }, h = (a) => a * 2, i = (a, b) => { return a + b; }, j = ({ a }) => a, k = () => ({}); print(f(5), h(2), i(1, 2), j({ a: 3 }), typeof k(), h.name);`,
  `function F() { this.x = 1; const self = () => [this.x, arguments.length, new.target === F].join(); return { self }; } print(new F(1, 2).self());`,
  `print(hoisted()); function hoisted() { return 1; } if (true) { function inBlock() { return 2; } } print(inBlock()); if (true) function only() { return 3; } print(only());
   label: function labelled() { return 4; } print(labelled());`,
  `'use strict'; function f() { return this; } print(f()); 'not a directive';`,
  `function f() { 'use strict'; return this === undefined; } print(f()); function g(a, a) { return a; } print(g(1, 2));`,
  // Classes.
  `class A { constructor(x) { this.x = x; } m() { return 'A' + this.x; } get g() { return this.x; } set g(v) { this.x = v; } static s() { return 's' + this.name; }
     static get t() { return 1; } ['c' + 1]() { return 2; } static ['d']() { return 3; } 'str'() { return 4; } 5() { return 6; } }
   class B extends A { constructor(x) { super(x + 1); } m() { return super.m() + 'B' + super.g; } static s() { return super.s() + 'B'; } }
   const b = new B(1); b.g = 9; print(b.m(), B.s(), A.t, b.c1(), A.d(), b.str(), b[5](), A.name, B.length, typeof A);`,
  `class A { a = 1; b = this.a + 1; ['c'] = 3; static d = 4; 'e' = 5; 6 = 7; f; static g = () => this.d; h = () => this.b; static { this.i = this.d + 1; } static async = 8; get = 9; static static = 10; }
   const a = new A(); print(a.a, a.b, a.c, A.d, a.e, a[6], 'f' in a, A.g(), a.h(), A.i, A.async, a.get, A.static);`,
  `const C = class { static n = C === undefined; }, D = class Named { static me() { return Named.name; } }, E = class extends Array {}; print(C.name, D.me(), new E(3).length, E.name);`.replace(
    'static n = C === undefined; ',
    '',
  ),
  `class A { static async() { return 1; } static get() { return 2; } set() { return 3; } async() { return 4; } static static() { return 5; } await() { return 6; } yield() { return 7; } of() { return 8; } accessor() { return 9; } }
   const a = new A(); print(A.async(), A.get(), a.set(), a.async(), A.static(), a.await(), a.yield(), a.of(), a.accessor());`,
  `class A { x = new.target; static y = new.target; } print(new A().x, A.y); class N extends null { static s() { return 1; } } print(N.s());`,
  // super, wherever it may stand.
  `const base = { m() { return 'base ' + this.n; }, get g() { return 'g' + this.n; }, set g(v) { this.set = v; }, n: 0 };
   const o = { __proto__: base, n: 1, m() { return super.m() + super['g'] + (() => super.m())(); }, get g() { return super.g + '!'; }, set g(v) { super.g = v; },
     call() { return super.m.calls.call({ n: 5 }) + super.m?.() + typeof super.nothing; }, up() { super.n++; super.k = 3; super.n += 5; return [this.n, this.k].join(); } };
   o.g = 7; print(o.m(), o.g, o.set, o.call(), o.up());`,
  `class A { constructor() { this.a = 1; } static f() { return 1; } m() { return 2; } }
   class B extends A { x = super.m(); static y = super.f(); static { this.z = super.f() + 1; } constructor() { const make = () => super(); make(); this.b = this.a; } n() { return [1].map(() => super.m()); } }
   const b = new B(); print(b.a, b.b, b.x, B.y, B.z, b.n());`,
  `class A {} class B extends A { constructor() { try { this.x; } catch (e) { print(e.name); } super(); try { super(); } catch (e) { print(e.name); } } m() { try { delete super.x; } catch (e) { return e.name; } } } print(new B().m());`,
  // Statements.
  `;;; debugger; {} { ; } if (1) print(1); else print(2); if (0); else if (1) print(3);`,
  `for (var i = 0, s = ''; i < 5; i++) { if (i === 1) continue; if (i === 4) break; s += i; } print(s, i); for (;;) break; for (let j = 0; ; j++) if (j > 2) break;`,
  `var s = ''; for (var k in { a: 1, b: 2 }) s += k; for (const k in [7, 8]) s += k; for (let { length } in { abc: 1 }) s += length; var o = {}; for (o.x in { q: 1 }); print(s, o.x);`,
  `var s = ''; for (var v of [1, 2]) s += v; for (const [a, b = 9] of [[1], [2, 3]]) s += a + b; for (let v of 'xy') s += v; var o = {}; for (o.x of [5]); for ([o.y] of [[6]]); print(s, o.x, o.y);`,
  `for (var i = 7 in {}); print(i); for (var let in { a: 1 }) print(let);`,
  `var n = 0; while (n < 3) n++; do { n++; } while (n < 5); do n++; while (n < 6) print(n);`,
  `outer: for (var i = 0; i < 3; i++) { inner: for (;;) { if (i === 1) continue outer; if (i === 2) break outer; break inner; } } print(i); block: { print('in'); break block; print('never'); }`,
  `function f(x) { switch (x) { case 1: return 'one'; case 2: case 3: { break; } default: return 'other'; case 'a': let y = 5; return y; } return 'after'; } print(f(1), f(2), f(3), f(4), f('a'));`,
  `try { throw 1; } catch (e) { print(e); } try { throw { a: 2 }; } catch ({ a }) { print(a); } try { null.x; } catch { print('no binding'); } finally { print('end'); }
   function f() { try { return 1; } finally { print('f'); } } print(f()); try { throw 3; } catch (e) { var e = 4; } print(e);`,
  `function* notHere() {}`.replace(
    'function* notHere() {}',
    `function f() { return; } print(f()); function g() { return (1, 2); } print(g());`,
  ),
];

/** What the interpreter refuses: [source, the feature]. */
export const REFUSED: readonly (readonly [string, string])[] = [
  ['function* f() {}', 'generators are'],
  ['x = function* () {};', 'generators are'],
  ['x = { *m() {} };', 'generators are'],
  ['x = { *[1]() {} };', 'generators are'],
  ['class A { *m() {} }', 'generators are'],
  ['class A { static *m() {} }', 'generators are'],
  ['class A { *[Symbol.iterator]() {} }', 'generators are'],
  ['x = class { *m() {} };', 'generators are'],
  ['function* f() { yield 1; }', 'generators are'],
  ['function* f() { yield* g(); }', 'generators are'],
  ['async function f() {}', 'async functions are'],
  ['x = async function () {};', 'async functions are'],
  ['x = async () => 1;', 'async functions are'],
  ['x = async y => y;', 'async functions are'],
  ['x = { async m() {} };', 'async functions are'],
  ['x = { async [1]() {} };', 'async functions are'],
  ['class A { async m() {} }', 'async functions are'],
  ['class A { static async m() {} }', 'async functions are'],
  ['class A { async "m"() {} }', 'async functions are'],
  ['class A { f = async () => 1; }', 'async functions are'],
  ['class A { static { (async () => 1)(); } }', 'async functions are'],
  ['function f(a = async () => 1) {}', 'async functions are'],
  ['var { a = async () => 1 } = {};', 'async functions are'],
  ['var { [async () => 1]: a } = {};', 'async functions are'],
  ['async function* f() {}', 'async generators are'],
  ['x = { async *m() {} };', 'async generators are'],
  ['class A { async *m() {} }', 'async generators are'],
  ['class A { static async *[1]() {} }', 'async generators are'],
  ['async function f() { await 1; }', 'async functions are'],
  ['async function f() { for await (const x of y); }', 'async functions are'],
  ['await 1;', 'await is'],
  ['for await (const x of y);', 'await is'],
  ['with (o) p;', 'with is'],
  ['class A { #p; }', 'private names are'],
  ['class A { #m() {} }', 'private names are'],
  ['class A { static #m() {} }', 'private names are'],
  ['class A { get #m() { return 1; } }', 'private names are'],
  ['class A { #p; m() { return this.#p; } }', 'private names are'],
  ['class A { #p; m(o) { return #p in o; } }', 'private names are'],
  ['class A { #p; m(o) { return o?.#p; } }', 'private names are'],
  ['x = 10n;', 'BigInt is'],
  ['x = { 1n: 2 };', 'BigInt is'],
  ['class A { 1n = 2; }', 'BigInt is'],
  ['var { 1n: a } = {};', 'BigInt is'],
  ['f`text`;', 'tagged templates are'],
  ['f`a${1}b`;', 'tagged templates are'],
  ['o.f`text`;', 'tagged templates are'],
  ['new f`text`;', 'tagged templates are'],
  ['f`\\\\u`;', 'tagged templates are'],
  ['x = /a/d;', 'the flag d of regular expressions is'],
  ['x = /[a]/v;', 'the flag v of regular expressions is'],
  ['import x from "y";', 'modules are'],
  ['import "y";', 'modules are'],
  ['import x from "y" with { type: "json" };', 'modules are'],
  ['export const x = 1;', 'modules are'],
  ['export default 1;', 'modules are'],
  ['export * from "y";', 'modules are'],
  ['import.meta.url', 'modules are'],
  ['x = import("y");', 'dynamic import is'],
  ['x = import("y", { with: { type: "json" } });', 'dynamic import is'],
  ['@d class A {}', 'decorators are'],
  ['class A { @d m() {} }', 'decorators are'],
  ['class A { @d x = 1; }', 'decorators are'],
];

/** What the parser does not take: newer than it is, or not JavaScript. */
export const UNKNOWN: readonly string[] = [
  'class A { accessor x = 1; }',
  '{ using x = y; }',
  'x = <div></div>;',
  'x = <>text</>;',
  'import.source("x");',
  'import defer * as x from "y";',
  'function.sent',
  'x = a |> b;',
  'x = do { 1; };',
  'let x: number = 1;',
];

/** What is refused where it stands: [source, the whole message]. */
export const MISPLACED: readonly (readonly [string, RegExp])[] = [
  ['f() = 1;', /Invalid left-hand side/],
  ['f() += 1;', /Invalid left-hand side/],
  ['f()++;', /Invalid left-hand side/],
  ['for (f() of x);', /Invalid destructuring assignment target/],
  ['for (f() in x);', /Invalid destructuring assignment target/],
  ['new.target', /new\.target/],
  ['x = () => new.target;', /new\.target/],
  ['super.x', /super/],
  ['super();', /super/],
  ['function f() { super.x; }', /super/],
  ['x = { m() { super(); } };', /super/],
  ['class A { constructor() { super(); } }', /super/],
  ['class A extends B { x = super(); }', /super/],
  ['class A { x = arguments; }', /arguments/],
  ['class A { static { arguments; } }', /arguments/],
  ['class A { static { await; } }', /await/],
  ['a?.b = 1;', /./],
  ['new a?.b();', /./],
  ['a?.`x`;', /./],
  ['x = { a = 1 };', /./],
  ['-1 ** 2;', /./],
  ['a ?? b || c;', /./],
];
