// 32-bit operators, on ints, doubles and everything else.
const values = [0, 1, -1, 5, 2147483647, -2147483648, 2147483648, 4294967295, 4294967296, 4294967297, 1.9, -1.9, 1e10, 1e20, NaN, Infinity, 1073741824, -1073741825];
print(values.map((v) => v | 0).join(' '));
print(values.map((v) => v >>> 0).join(' '));
print(values.map((v) => ~v).join(' '));
print(values.map((v) => v >> 3).join(' '));
print(values.map((v) => v >>> 3).join(' '));
print(values.map((v) => v << 3).join(' '));
print(values.map((v) => v & 0xff).join(' '));
print(values.map((v) => v ^ 0x55555555).join(' '));
print(1 << 31, 1 << 32, 1 << 33, 1 << -1, -1 >>> 31, -1 >>> 32, 5 >> 33, 1 << 30, 1 << 29);
print('5' | 0, '0x10' | 0, 'x' | 0, null | 0, undefined | 0, true | 0, [7] | 0, {} | 0, '12' & '10', '3' << '2');
print(~~'42.7', ~-1, ~null, ~undefined, ~'a', -~5, ~-5);
let x = 0b1010;
x |= 0b0101;
print(x);
x &= 0b0110;
print(x);
x ^= 0xff;
print(x);
x <<= 24;
print(x);
x >>= 4;
print(x);
x >>>= 4;
print(x);
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = (h + (h << 1) + (h << 4) + (h << 7) + (h << 8) + (h << 24)) >>> 0;
  }
  return h;
}
print(hash(''), hash('a'), hash('tidemark'), hash('The quick brown fox'));
function popcount(v) {
  let n = 0;
  for (; v; v &= v - 1) n++;
  return n;
}
print([0, 1, 255, -1, 0x80000000, 0xaaaaaaaa].map(popcount).join());
print(Math.imul(0xffffffff, 5), Math.imul(65536, 65536), Math.imul(123456789, 987654321), Math.clz32(1), Math.clz32(0), Math.clz32(-1), Math.fround(5.5), Math.fround(5.05));
let seed = 49734321;
const random = () => {
  seed = (seed + 0x7ed55d16 + (seed << 12)) & 0xffffffff;
  seed = (seed ^ 0xc761c23c ^ (seed >>> 19)) & 0xffffffff;
  seed = (seed + 0x165667b1 + (seed << 5)) & 0xffffffff;
  seed = ((seed + 0xd3a2646c) ^ (seed << 9)) & 0xffffffff;
  seed = (seed + 0xfd7046c5 + (seed << 3)) & 0xffffffff;
  seed = (seed ^ 0xb55a4f09 ^ (seed >>> 16)) & 0xffffffff;
  return (seed & 0xfffffff) / 0x10000000;
};
print(random(), random(), random());
const o = { valueOf: () => 6.9 };
print(o | 1, o & 3, ~o, o << 1, o >>> 1, o ^ o);
