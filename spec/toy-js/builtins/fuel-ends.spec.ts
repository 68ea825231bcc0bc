import { expect } from 'chai';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import type { Interpreter } from '../../../examples/toy-js/interpreter.ts';
import { FuelError } from '../../../examples/toy-js/runtime/machine/faults.ts';
import { describeUncaught } from '../../../examples/toy-js/uncaught.ts';

/** Takes all of what an interpreter is given at once, so that a spec can set its fuel. */
const PLENTY = 0x3fffffff;

/** Changes things of all kinds, which are looked at afterwards wherever the fuel ended. */
const WORK = `
print('the fuel is set here');
var list = [5, 3, 9, 1, 7, 2, 8], map = new Map(), set = new Set(), object = {}, scattered = [], text = '';
(function () {
  for (var i = 0; i < 40; i++) {
    map.set(i % 3 ? i : 'k' + i, i); set.add(i * 7 + 0.5); object['key' + i] = i; scattered[i * 5000] = i; text += 'ab' + i;
    if (i % 4 === 1) { map.delete(i - 1); set.delete(0.5); delete object['key' + (i - 1)]; delete scattered[(i - 1) * 5000]; }
    list.push(i); list.splice(i % 5, 1, i, i); list.unshift(i); list.shift();
    if (i % 8 === 0) { list.sort(); list.reverse(); list.length = 9; Object.defineProperty(object, 'g' + i, { get() { return i; }, configurable: true, enumerable: true }); }
  }
  JSON.parse(JSON.stringify({ list, text, a: [...map], b: [...set] }));
  text.split('b').join('c').replace(/a/g, '<$&>').toUpperCase().trim();
  Object.assign({}, object); Object.freeze(scattered.slice(0, 3)); list.concat(list).flat().map(String).indexOf('x');
})();
`;

/** Throws unless what there is says the same of itself in every way that it can be asked. */
const CHECK = `
(function () {
  function check(what, a, b) { if (a !== b) throw new Error(what + ': ' + a + ' and ' + b); }
  check('list', list.length, [...list].length);
  list.forEach((x, i) => check('element ' + i, x === undefined || typeof x === 'number', true));
  check('map', map.size, [...map.keys()].length);
  map.forEach((value, key) => { check('entry ' + key, map.get(key), value); check('value ' + key, typeof value, 'number'); });
  check('set', set.size, [...set].length);
  set.forEach((value) => check('member', set.has(value), true));
  var keys = Object.keys(object);
  check('keys', keys.length, Object.entries(object).length);
  keys.forEach((key) => check('property ' + key, key in object, true));
  Object.keys(scattered).forEach((key) => check('index', scattered[key] * 5000 === +key || scattered[key] === 0, true));
  check('text', text.length, text.split('').length);
  map.set('new', 1); set.add('new'); object.fresh = 1; list.push(1); scattered[7] = 0;
  check('new', map.get('new') + object.fresh + list[list.length - 1], 3);
})();
`;

function check(interpreter: Interpreter, fuel: number): void {
  try {
    interpreter.run(CHECK, 'check.js');
  } catch (e) {
    const text = describeUncaught(interpreter.vm, e)?.text ?? String(e);
    throw new Error(`after ${fuel} units of fuel: ${text}`, { cause: e });
  }
}

describe('a script whose fuel ends', () => {
  it('leaves everything as good as it was, wherever that is', () => {
    let fuel = 1;
    const interpreter = createInterpreter({
      limit: 32 << 20,
      fuel: PLENTY,
      output: () => (interpreter.vm.fuel.left = fuel),
    });
    let ended = 0;
    for (; fuel < 40_000; fuel += 1 + (fuel >> 5)) {
      try {
        interpreter.run(WORK, 'work.js');
      } catch (e) {
        if (!(e instanceof FuelError)) throw e;
        ended++;
      }
      interpreter.vm.fuel.left = PLENTY;
      if (fuel > 100) check(interpreter, fuel);
    }
    expect(ended).to.be.greaterThan(150);
  });
});
