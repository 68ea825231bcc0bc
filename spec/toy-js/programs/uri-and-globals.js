// encodeURIComponent and friends, and the other global functions and constants.
print(encodeURIComponent('a b&c=d/é😀?'), encodeURI('http://x.y/a b?q=é&r=#h'), decodeURIComponent('%F0%9F%98%80%20%C3%A9'), decodeURI('%20%2F%3F'), encodeURIComponent("-_.!~*'()"));
for (const bad of [() => decodeURIComponent('%'), () => decodeURIComponent('%E0%A4'), () => encodeURIComponent('\ud800'), () => decodeURI('%zz')]) {
  try {
    bad();
    print('no error');
  } catch (error) {
    print(error.name);
  }
}
print(typeof globalThis, globalThis.globalThis === globalThis, typeof undefined, NaN, Infinity, globalThis.NaN !== globalThis.NaN, Object.keys(globalThis).includes('parseInt'));
NaN = 1;
undefined = 2;
Infinity = 3;
print(NaN, undefined, Infinity, isNaN(NaN), isNaN('x'), isNaN(undefined), isFinite('12'), isFinite(null), isFinite(Infinity));
var declared = 'var';
function fn() {}
let lexical = 'let';
print('fn' in globalThis, 'lexical' in globalThis, globalThis.declared, typeof globalThis.fn);
globalThis.added = 'added';
print(added, delete globalThis.added, typeof added);
print(['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'Map', 'Set', 'Error', 'RegExp', 'JSON', 'Math', 'Date'].map((n) => typeof globalThis[n]).join());
print(String(1), Number('2'), Boolean(''), Array(3).length, Object(4) + 1, String(null), Boolean([]), Number(), String(), Boolean());
print(typeof String('x'), typeof new String('x'), new String('abc').length, new Number(1.5).toFixed(2), new Boolean(true).toString(), Boolean.prototype.valueOf.call(false), Number.prototype.valueOf.call(7), String.prototype.valueOf.call('s'));
print(parseInt('101', 2), parseInt('zz', 36), parseInt('0x'), parseInt('  12  '), parseInt(0.0000005), parseInt('123', 37), parseInt(null), parseInt('Infinity'), parseFloat('1.2.3'), parseFloat('-Infinity'), parseFloat('.'));
let swapped = parseInt;
parseInt = () => 'replaced';
print(parseInt('5'));
parseInt = swapped;
print(parseInt('5'));
this.viaThis = 5;
print(viaThis, globalThis.viaThis);
(0, function () { this.fromFunction = 6; })();
print(fromFunction);
print(typeof console, typeof console.log, typeof print);
