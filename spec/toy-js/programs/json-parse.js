// JSON.parse: values, order, errors, reviver.
print(JSON.parse('1'), JSON.parse(' [1 , 2 ] ').length, JSON.parse('"a\\u0041\\n\\/"'), JSON.parse('null'), JSON.parse('true'), JSON.parse('-0.5e+2'));
const object = JSON.parse('{"b":1,"a":{"2":[],"1":{}},"__proto__":5,"":"empty","b":2}');
print(Object.keys(object).join(), object.b, Object.keys(object.a).join(), object.hasOwnProperty('__proto__'), object['']);
print(Object.getPrototypeOf(object) === Object.prototype);
const bad = ['', '{', '[1,]', '{"a":1,}', "{'a':1}", 'undefined', '01', '1.', '.5', '+1', '"\n"', '"\\x41"', '[1 2]', 'nul', '{"a" 1}', '"abc', '1 1', '\u00a01', '"\\u12"', '[', ']', '-', '1e', 'NaN', '{a:1}', '"\t"', '/**/1'];
print(bad.map((text) => {
  try {
    return 'parsed ' + JSON.parse(text);
  } catch (error) {
    return error.name === 'SyntaxError' ? 'S' : error.name;
  }
}).join(' '));
print(JSON.parse('"\\ud83d\\ude00"'), JSON.parse('"😀"').length, JSON.parse('"\u2028"').length);
print(JSON.stringify(JSON.parse('[1,"2",{"three":[4]}]', (key, value) => (typeof value === 'number' ? value + 1 : value))));
print(JSON.stringify(JSON.parse('{"keep":1,"drop":2,"list":[1,2,3]}', (key, value) => (key === 'drop' || value === 2 ? undefined : value))));
const visits = [];
JSON.parse('{"a":[1,{"b":2}],"c":3}', function (key, value) {
  visits.push(key + (Array.isArray(this) ? '@' : '.'));
  return value;
});
print(visits.join(' '));
print(JSON.parse('{"a":1}', () => 'replaced'));
print(JSON.parse('123456789012345678901234567890'), JSON.parse('1e400'), Object.is(JSON.parse('-0'), -0), JSON.parse('[1e3,1E-2]').join());
print(JSON.parse(5), JSON.parse(null), JSON.parse(['7']), JSON.parse({ toString: () => '"from toString"' }));
const text = JSON.stringify({ list: Array.from({ length: 50 }, (_, i) => ({ id: i, name: 'item ' + i, odd: i % 2 === 1, half: i / 2 })) });
const copy = JSON.parse(text);
print(text.length, copy.list.length, copy.list[49].name, JSON.stringify(copy) === text);
let nested = '[]';
for (let i = 0; i < 100; i++) nested = '[' + nested + ']';
let depth = 0;
for (let at = JSON.parse(nested); at; at = at[0]) depth++;
print(depth);
const big = JSON.parse('{' + Array.from({ length: 100 }, (_, i) => `"key${i}":${i}`).join() + '}');
print(Object.keys(big).length, big.key99, Object.keys(big)[50]);
print(JSON.parse('{"1":1,"0":0,"x":2}')[0], Object.keys(JSON.parse('{"1":1,"x":2,"0":0}')).join());
print(JSON.parse('  \t\n\r{ "a" : [ ] , "b" : { } }  ').a.length);
