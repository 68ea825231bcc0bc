// How numbers become text.
print([0, -0, 1, -1, 0.1, 1.5, 100, 1e20, 1e21, 123456789012345680000, 1e-6, 1e-7, 1.7976931348623157e308, 5e-324].join(' '));
print([2147483647, 2147483648, -2147483648, 1073741823, 1073741824, -1073741824, -1073741825, 4294967295, 9007199254740993].join(' '));
print([NaN, Infinity, -Infinity].join(' '), String(-0), `${-0}`, (-0).toFixed(1), JSON.stringify(-0));
print(0.1 + 0.2, 1 / 3, 100 / 3, 2 ** 53, 2 ** 0.5, 1e300 * 1e10, -1e-5, 0.000001234);
print((255).toString(16), (255).toString(2), (-255).toString(36), (0.5).toString(2), (1e21).toString(7).slice(0, 10), (35).toString(36));
print((3.14159).toFixed(2), (1.005).toFixed(2), (1e21).toFixed(2), (0).toFixed(3), (-1.5).toFixed(0), (123.456).toFixed(), (0.000001).toFixed(7));
print((12345.678).toExponential(2), (0).toExponential(), (1e-10).toExponential(3), (5).toExponential());
print((123.456).toPrecision(4), (0.00001).toPrecision(1), (1234567).toPrecision(2), (1e21).toPrecision(3), (42).toPrecision(6));
print(Number('12'), Number(' 12 '), Number(''), Number('1e3'), Number('0x1F'), Number('0b101'), Number('0o17'), Number('12px'), Number('-0x1'), Number('1_000'));
print(Number(null), Number(undefined), Number(true), Number([]), Number([7]), Number([1, 2]), Number({}), Number('Infinity'), Number('-Infinity'), Number('infinity'));
print(parseInt('42abc'), parseInt('0x1f'), parseInt('  -17.9'), parseInt('z', 36), parseInt('12', 2), parseInt(''), parseInt('1e3'), parseInt('9007199254740993'), parseInt(null, 36));
print(parseFloat('3.14abc'), parseFloat('.5'), parseFloat('-.5e-2x'), parseFloat('abc'), parseFloat('1e1000'), parseFloat('  7 8'), parseFloat('0x10'));
print(+'1' + +'2', -'3', +[], +{}, +'', +'\n', +true, +null, +undefined);
print(0xff, 0b1010, 0o17, 1e3, .5, 5., 0.1e-2, 1_000_000, 017, 08);
print(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON, Number.MAX_VALUE, Number.MIN_VALUE);
print(Number.isInteger(5), Number.isInteger(5.5), Number.isSafeInteger(2 ** 53), Number.isFinite('5'), isFinite('5'), Number.isNaN('x'), isNaN('x'));
print(1e21 + 1, 123e-20, 0.1 * 3, 4.35 * 100, 1.1 + 2.2, 1e16, 1e16 + 1, 99999999999999990000, 12e20);
for (const action of [() => (5).toString(1), () => (5).toFixed(101), () => (5).toPrecision(0), () => Number.prototype.toString.call('x')]) {
  try {
    print(action());
  } catch (error) {
    print(error.name);
  }
}
print((25).toString(36), (0.1).toString(3).slice(0, 12), (-7.25).toString(2), (1 / 3).toString(16).slice(0, 10));
print((1000).toLocaleString === undefined ? '' : 'toLocaleString', typeof Number('5'), typeof new Number(5), new Number(5) + 1);
