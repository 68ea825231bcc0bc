/*
 * Guest sources for `fuel-probe.ts`: large things of all kinds, small ones, and every function
 * that a program can reach.
 */

export const INPUTS = `
var N = 1 << 16;
function numbers(n) { return new Array(n).fill(7); }
function nested(leaf, depth) { for (let i = 0; i < depth; i++) leaf = [leaf, leaf]; return leaf; }
function deep(n) { let a = []; for (let i = 0; i < n; i++) a = [a]; return a; }
function keyed(n) { const o = {}; for (let i = 0; i < n; i++) o['k' + i] = i; return o; }
function heirs(n) { let o = {}; for (let i = 0; i < n; i++) o = Object.create(o); return o; }
function bound(n) { let f = Math.max; for (let i = 0; i < n; i++) f = f.bind(null, 1); return f; }
function sparse() { const a = [1, 2]; a.length = 4294967295; return a; }
function scattered(n) { const a = []; for (let i = n; i > 0; i--) a[i * 5000] = i; return a; }
function entries(n) { const m = new Map(); for (let i = 0; i < n; i++) m.set(i, i); return m; }
function values(n) { const s = new Set(); for (let i = 0; i < n; i++) s.add('v' + i); return s; }
// Nothing is left but the first entry and the last.
function thinned(m) { for (let i = 1, n = m.size - 1; i < n; i++) m.delete(i); return m; }
function rope(n) { let s = ''; for (let i = 0; i < n; i++) s += 'ab'; return s; }
function texts(n) { return numbers(n).map((_, i) => 'some text or other ' + i); }
function given() { return arguments; }
var LARGE = {
  text: () => 'a'.repeat(1 << 20),
  wideText: () => '\\u0416'.repeat(N),
  spaces: () => ' '.repeat(N),
  digits: () => '1'.repeat(N),
  marks: () => 'a' + '\\u0301'.repeat(8000) + '\\u0316'.repeat(8000),
  escapes: () => '%41'.repeat(N),
  lines: () => 'ab\\n'.repeat(N),
  json: () => '[' + '1,'.repeat(N) + '1]',
  jsonEscapes: () => '"' + '\\\\n'.repeat(N) + '"',
  rope: () => rope(1 << 14),
  array: () => numbers(N),
  texts: () => texts(1 << 13),
  holes: () => new Array(N),
  sparse,
  scattered: () => scattered(1 << 12),
  arrayLike: () => ({ length: 4294967295, 0: 1 }),
  wide: () => nested(1, 50),
  deep: () => deep(2000),
  keyed: () => keyed(1 << 13),
  frozen: () => Object.freeze(keyed(1 << 10)),
  map: () => entries(1 << 13),
  thinned: () => thinned(entries(1 << 14)),
  set: () => values(1 << 13),
  heir: () => heirs(1 << 13),
  bound: () => bound(1 << 10),
  boxed: () => new String('a'.repeat(N)),
  arguments: () => given.apply(null, numbers(1 << 12)),
  regexp: () => /(?<x>b)|a*c/g,
  date: () => new Date(0),
  error: () => new Error('e'.repeat(1 << 20)),
  mapKeys: () => thinned(entries(1 << 14)).keys(),
  arrayValues: () => numbers(N).values(),
  textValues: () => rope(1 << 12)[Symbol.iterator](),
  matches: () => 'a'.repeat(1 << 14).matchAll(/b|a/g),
};
var SMALL = {
  callback: () => (a, b) => 0, native: () => Math.trunc, number: () => -1, huge: () => 4294967294,
  short: () => 'b', symbol: () => Symbol.iterator, plain: () => ({}), nothing: () => undefined,
  descriptor: () => ({ value: 1, configurable: true }), null: () => null, yes: () => true,
};
var largeNames = Object.keys(LARGE), smallNames = Object.keys(SMALL);
`;

export const REACH = `
var names = [], functions = [];
(function () {
  const seen = new Set(), waiting = [];
  function reach(object, path) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return;
    if (seen.has(object)) return;
    seen.add(object);
    waiting.push([object, path]);
    if (typeof object === 'function') { names.push(path); functions.push(object); }
  }
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (name !== 'names' && name !== 'functions') reach(globalThis[name], name);
  }
  const iterators = [[].values(), ''[Symbol.iterator](), new Map().keys(), new Set().keys(), ''.matchAll(/x/g)];
  iterators.forEach((iterator) => reach(iterator, 'iterator'));
  reach((function () { 'use strict'; return arguments; })(), 'arguments');
  for (const [object, path] of waiting) {
    const keys = [...Object.getOwnPropertyNames(object), ...Object.getOwnPropertySymbols(object)];
    for (const key of object === globalThis ? [] : keys) {
      const own = Object.getOwnPropertyDescriptor(object, key), at = path + '.' + String(key);
      reach(own.value, at); reach(own.get, at + ' (get)'); reach(own.set, at + ' (set)');
    }
    reach(Object.getPrototypeOf(object), path + '.__proto__');
  }
})();
`;
