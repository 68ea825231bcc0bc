// Template strings: nesting, line breaks, escapes, conversion order.
const name = 'world';
print(`hello ${name}!`, `${1}${2}`, `${''}`, ``, `a${'b'}c${'d'}e`);
print(`nested ${`inner ${`deep ${name.length}`}`}`);
print(`line one
line two	tab \t escaped \u0041 \x42 \u{1F600} \\ \` \${not}`);
print(`${[1, [2, 3]]} ${{}} ${null} ${undefined} ${true} ${-0} ${1e21} ${() => 1}`);
const order = [];
const item = (n) => ({ toString() { order.push('s' + n); return 'v' + n; }, valueOf() { order.push('v' + n); return n; } });
print(`${item(1)}-${item(2)}` + item(3), order.join());
print(`a\
b`, `x`.length, `${'é'}`.length, `
`.length);
print(`sum: ${1 + 2 * 3}, cond: ${true ? 'y' : 'n'}, call: ${[3, 1, 2].sort().join('')}, obj: ${({ a: 1 }).a}`);
const table = [['a', 1], ['b', 2]];
print(`<ul>${table.map(([k, v]) => `<li>${k}=${v}</li>`).join('')}</ul>`);
function tagless(x) {
  return `${x}${x}`;
}
let s = '';
for (let i = 0; i < 5; i++) s = tagless(s + i);
print(s.length, s.slice(0, 20));
print(`${`${`${`${1}`}`}`}`, `$`, `$$`, `$ {x}`, `\$`, `{}`);
print(typeof `1`, `5` * 2, `a` + 1 + 2, `a` < `b`, `abc`[1], `abc`.toUpperCase());
try {
  `${(() => { throw new Error('inside'); })()}`;
} catch (error) {
  print(error.message);
}
print(`\0`.charCodeAt(0), `\r\n`.length, '\
continued', 'it\'s', "say \"hi\"", '\u{61}\u0062\x63', '\v\f\b'.length);
