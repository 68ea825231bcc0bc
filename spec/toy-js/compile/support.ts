import { createContext, runInContext } from 'node:vm';
import { createInterpreter } from '../../../examples/toy-js/interpreter.ts';
import { describeUncaught } from '../../../examples/toy-js/uncaught.ts';
import { AddressSpace } from '../../../src/index.ts';

const MIB = 2 ** 20;

/** Turns a program's thrown value and printed lines into comparable text. */
const PRELUDE = 'function attempt(f) { try { return f(); } catch (e) { return String(e); } }';

/** What node prints for a program, a line per `print`. */
export function printedByNode(source: string): string {
  let printed = '';
  const print = (...values: unknown[]): void => {
    printed += `${values.map(String).join(' ')}\n`;
  };
  const context = createContext({ print });
  try {
    runInContext(`${PRELUDE}\n${source}`, context);
  } catch (e) {
    printed += `uncaught ${String(e)}`;
  }
  return printed;
}

/** What the interpreter prints for it. */
export function printedByToy(source: string, stressGc: boolean): string {
  let printed = '';
  const interpreter = createInterpreter({
    limit: 8 * MIB,
    space: new AddressSpace({ reserve: 64 * MIB }),
    stressGc,
    output: (text) => {
      printed += text;
    },
  });
  try {
    interpreter.run(`${PRELUDE}\n${source}`, 'spec.js');
  } catch (e) {
    const uncaught = describeUncaught(interpreter.vm, e);
    if (uncaught === undefined) throw e;
    printed += `uncaught ${uncaught.text.split('\n')[0]}`;
  }
  interpreter.vm.dispose();
  return printed;
}
