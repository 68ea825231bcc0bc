// Runs a program in node as the interpreter runs it: as a script, with `print`.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { runInThisContext } from 'node:vm';

globalThis.print = (...values) => console.log(values.map(String).join(' '));
const start = performance.now();
runInThisContext(readFileSync(process.argv[2], 'utf8'), { filename: process.argv[2] });
process.stderr.write(`${JSON.stringify({ elapsedMs: performance.now() - start })}\n`);
