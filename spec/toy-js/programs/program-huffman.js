// Huffman codes, run lengths, base64 and a small compressor over strings.
const text = 'she sells sea shells by the sea shore';
const counts = {};
for (const c of text) counts[c] = (counts[c] || 0) + 1;
let queue = Object.entries(counts).map(([symbol, weight]) => ({ symbol, weight }));
while (queue.length > 1) {
  queue.sort((a, b) => a.weight - b.weight || ((a.symbol ?? '~') < (b.symbol ?? '~') ? -1 : 1));
  const [left, right, ...rest] = queue;
  queue = [...rest, { weight: left.weight + right.weight, left, right }];
}
const codes = {};
(function walk(node, code) {
  if (node.symbol !== undefined) codes[node.symbol] = code;
  else walk(node.left, code + '0'), walk(node.right, code + '1');
})(queue[0], '');
const encoded = [...text].map((c) => codes[c]).join('');
let decoded = '';
for (let i = 0, node = queue[0]; i < encoded.length; i++) {
  node = encoded[i] === '0' ? node.left : node.right;
  if (node.symbol !== undefined) {
    decoded += node.symbol;
    node = queue[0];
  }
}
print(encoded.length, decoded === text, Object.keys(codes).sort().map((c) => c + codes[c].length).join(' '));
const rle = (s) => s.replace(/(.)\1*/g, (run, c) => c + run.length);
const unrle = (s) => s.replace(/(\D)(\d+)/g, (_, c, n) => c.repeat(n));
print(rle('aaabbbccd'), unrle(rle('aaabbbccd')));
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function base64(s) {
  let out = '';
  for (let i = 0; i < s.length; i += 3) {
    const [a, b, c] = [s.charCodeAt(i), s.charCodeAt(i + 1), s.charCodeAt(i + 2)];
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
    out += alphabet[bits >> 18] + alphabet[(bits >> 12) & 63] + (isNaN(b) ? '=' : alphabet[(bits >> 6) & 63]) + (isNaN(c) ? '=' : alphabet[bits & 63]);
  }
  return out;
}
print(base64('tide'), base64('mark!!'), base64(text).length);
function lzw(s) {
  const table = new Map();
  for (let i = 0; i < 128; i++) table.set(String.fromCharCode(i), i);
  const out = [];
  let w = '';
  for (const c of s) {
    if (table.has(w + c)) w += c;
    else {
      out.push(table.get(w));
      table.set(w + c, table.size);
      w = c;
    }
  }
  if (w) out.push(table.get(w));
  return out;
}
print(lzw('abababababab').join(), lzw(text).length);
const caesar = (s, n) => s.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 97 + n + 26) % 26) + 97));
print(caesar('tide', 3), caesar(caesar('mark', 5), -5));
let crc = -1;
for (let i = 0; i < text.length; i++) {
  crc ^= text.charCodeAt(i);
  for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
}
print(((crc ^ -1) >>> 0).toString(16));
