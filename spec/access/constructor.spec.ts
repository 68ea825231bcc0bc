import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

const PROGRAM = `
const { Heap } = require('./src/index.ts');
let generates = true;
try { new Function('return 1'); } catch { generates = false; }
const heap = new Heap({ limit: 1 << 20 });
const Node = heap.layout('Node', { left: 'ref', "odd name'": 'f64', flag: 'bool' });
const list = heap.root();
for (let i = 0; i < 100000; i++) list.ref = Node.new({ left: i % 100 ? list.ref : 0, "odd name'": i / 2, flag: i % 2 === 1 });
let length = 0;
const half = Node["odd name'"].get(list.ref);
const flag = Node.flag.get(list.ref);
for (let ref = list.ref; ref !== 0; ref = Node.left.get(ref)) length++;
const Cons = heap.layout('Cons', { head: 'value', tail: 'value' });
list.ref = Cons.newWords({ head: 10, tail: Cons.newWords({ head: 3 }) });
const inner = Cons.tail.getWord(list.ref);
length += [Cons.head.get(list.ref), Cons.is(inner), Cons.head.getWord(inner)].join() === '5,true,3' ? 0 : 1000;
const Line = heap.layout('Line', { from: { x: 'f64', y: 'f64' }, to: { link: 'ref' } });
const line = Line.new({ from: { y: 4 }, to: { link: Line.new() } });
length += Line.from.y.get(line) === 4 && Line.from.x.get(Line.to.link.get(line)) === 0 ? 0 : 1000;
try { Line.new({ from: 5 }); length += 1000; } catch {}
let refusal = '';
try { Node.new({ left: 6 }); } catch (error) { refusal = error.code; }
console.log(JSON.stringify([generates, length, half, flag, refusal]));
`;

describe('the constructor of a layout', function () {
  this.timeout(60_000);

  const run = (...flags: string[]): unknown => {
    const args = [...flags, '-r', 'ts-node/register', '-e', PROGRAM];
    return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }));
  };

  it('is generated where the engine allows it', () => {
    expect(run()).to.deep.equal([true, 100, 49999.5, true, 'BAD_VALUE']);
  });

  it('does the same where it does not', () => {
    expect(run('--disallow-code-generation-from-strings')).to.deep.equal([
      false,
      100,
      49999.5,
      true,
      'BAD_VALUE',
    ]);
  });
});
