// Math and the Number helpers, with special values.
const list = (f, ...xs) => xs.map((x) => { const v = f(x); return Object.is(v, -0) ? '-0' : String(v); }).join();
print(list(Math.floor, 1.5, -1.5, -0, NaN, Infinity, 0.5, -0.5, 2147483648.5), list(Math.ceil, 1.5, -1.5, -0.5, 0.2), list(Math.round, 0.5, -0.5, 1.5, 2.5, -1.5, 0.49999999999999994, 1e21), list(Math.trunc, 1.9, -1.9, -0.9, 1e300));
print(list(Math.abs, -1, -0, 1.5, -Infinity, '-3', null), list(Math.sign, -3, 0, -0, 5, NaN), list(Math.sqrt, 4, 2, -1, 0), list(Math.cbrt, 27, -8));
print(Math.max(), Math.min(), Math.max(1, NaN), Math.max(-0, 0), Math.min(0, -0) === 0, Math.max('3', 2), Math.max(1, 2, 3, 4, 5), Math.min(...[4, 2, 8]));
print(Math.pow(2, 10), Math.pow(2, 0.5), Math.pow(-8, 1 / 3), Math.hypot(3, 4), Math.hypot(), Math.hypot(1, 2, 3), Math.log(Math.E), Math.log2(8), Math.log10(1000), Math.log1p(0), Math.exp(0), Math.expm1(0));
print(Math.sin(0), Math.cos(0), Math.tan(0), Math.atan2(1, 1), Math.atan2(-0, -1), Math.asin(1), Math.acos(1), Math.atan(Infinity), Math.sinh(0), Math.cosh(0), Math.tanh(Infinity));
print(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2);
print(Math.imul(3, 4), Math.imul(0xffffffff, 5), Math.clz32(1), Math.fround(1.1), Math.sin(1), Math.cos(1), Math.exp(1), Math.log(10), Math.sqrt(10));
const r = Math.random();
print(r >= 0 && r < 1, Math.random() !== Math.random(), typeof Math, String(Math), Object.keys(Math).length);
print(Number.parseFloat === parseFloat, Number.parseInt === parseInt, Number.isInteger(5.0), Number.isInteger('5'), Number.isSafeInteger(9007199254740991), Number.isNaN(NaN), Number.isFinite(1 / 0));
let x = 0;
for (let i = 0; i < 100; i++) x += 0.1;
print(x, x.toFixed(10), Math.round(x), x === 10);
let product = 1;
for (let i = 1; i <= 25; i++) product *= i;
print(product, product % 1000007, product / 1e20);
let int = 1;
const powers = [];
for (let i = 0; i < 35; i++) {
  if (i % 5 === 0 || (i > 28 && i < 33)) powers.push(int, -int);
  int *= 2;
}
print(powers.join());
print(7 / 2 | 0, -7 / 2 | 0, Math.floor(-7 / 2), 7 % -3, -7 % 3, 2 ** 31 | 0, 2 ** 32 >>> 0, 1e9 * 10 | 0, 1073741823 + 1 - 1, -1073741824 - 1 + 1);
const gcd = (a, b) => (b ? gcd(b, a % b) : a);
print(gcd(1071, 462), gcd(2 ** 40, 2 ** 35), gcd(0.75, 0.5));
const isPrime = (n) => { for (let i = 2; i * i <= n; i++) if (n % i === 0) return false; return n > 1; };
print(Array.from({ length: 50 }, (_, i) => i).filter(isPrime).join());
let pi = 0;
for (let k = 0; k < 500; k++) pi += (k % 2 ? -4 : 4) / (2 * k + 1);
print(pi, Math.abs(pi - Math.PI) < 0.003);
const mean = (xs) => xs.reduce((a, b) => a + b, 0) / xs.length;
const data = [2, 4, 4, 4, 5, 5, 7, 9];
print(mean(data), Math.sqrt(mean(data.map((v) => (v - mean(data)) ** 2))));
let n = 27;
let steps = 0;
while (n !== 1) {
  n = n % 2 ? 3 * n + 1 : n / 2;
  steps++;
}
print(steps);
const newton = (a) => { let g = a; while (Math.abs(g * g - a) > 1e-12) g = (g + a / g) / 2; return g; };
print(newton(2), newton(9), newton(1e6));
print((0.1).toFixed(20), (1.45).toFixed(1), (-1.5).toFixed(0), 0.000001, 1e-7, 1 / 3, 5e-324 / 2, 1.7976931348623157e308 * 10, 2 ** 1023 * 2, 2 ** -1074);
print(+(0.1 + 0.7).toFixed(10) * 10, Math.round(1.005 * 100) / 100, ~~(1e3 / 7), (123.456 * 100) / 100, 9.95.toFixed(1), 1e21.toLocaleString === undefined);
