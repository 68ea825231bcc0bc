import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from './suites.ts';

/** Both hosts run the same text: the suite's files as they are, and a few lines around them. */
export interface Loader {
  /** The file by which a directory is recognised as the suite. */
  readonly landmark: string;
  load(directory: string, program: Program): string;
}

const read = (directory: string, file: string): string =>
  readFileSync(join(directory, file), 'utf8');

/**
 * The suite's own driver counts; without warm-up, and a fixed number of iterations instead of
 * seconds.
 */
const octaneDriver = (iterations: number): string => `
(function () {
  BenchmarkSuite.config.doWarmup = false;
  BenchmarkSuite.config.doDeterministic = true;
  BenchmarkSuite.suites.forEach(function (suite) {
    suite.benchmarks.forEach(function (benchmark) {
      benchmark.deterministicIterations = benchmark.minIterations = ${iterations};
    });
  });
  BenchmarkSuite.RunSuites({
    NotifyError: function (name, error) { print(name + ' failed: ' + error); },
    NotifyResult: function (name) { if (!/Latency$/.test(name)) print(name + ' ok'); },
  });
})();
`;

const octane: Loader = {
  landmark: 'base.js',
  load: (directory, { name, iterations }) =>
    read(directory, 'base.js') + read(directory, `${name}.js`) + octaneDriver(iterations),
};

/**
 * A CommonJS of one page: each module's text becomes a function that is called when it is first
 * required.
 */
const REQUIRE = `
var moduleTexts = {}, loadedModules = {};
var suiteProcess = { stdout: { write: function (text) { print(text); } } };
function requireModule(name) {
  name = name.replace('./', '');
  if (!loadedModules[name]) {
    var module = loadedModules[name] = { exports: {} };
    moduleTexts[name](module.exports, module, requireModule, suiteProcess);
  }
  return loadedModules[name].exports;
}
`;

const awfyDriver = ({ name, iterations, inner }: Program): string => `
(function () {
  var benchmark = requireModule('./${name}').newInstance();
  for (var i = 0; i < ${iterations}; i++)
    print('${name} ' + (benchmark.innerBenchmarkLoop(${inner}) ? 'ok' : 'failed: wrong result'));
})();
`;

function awfyModules(directory: string, name: string, seen = new Map<string, string>()) {
  const text = read(directory, `${name}.js`);
  seen.set(name, text);
  for (const [, required] of text.matchAll(/require\('\.\/([\w-]+)'\)/g))
    if (!seen.has(required!)) awfyModules(directory, required!, seen);
  return seen;
}

const awfy: Loader = {
  landmark: 'som.js',
  load: (directory, program) =>
    REQUIRE +
    [...awfyModules(directory, program.name)]
      .map(
        ([name, text]) =>
          `moduleTexts['${name}'] = function (exports, module, require, process) {\n${text}\n};\n`,
      )
      .join('') +
    awfyDriver(program),
};

export const LOADERS: Readonly<Record<Program['suite'], Loader>> = { octane, awfy };

/**
 * The directory of the suite's programs at or below `given`; undefined when it is not the suite.
 */
export function findSuite(suite: Program['suite'], given: string): string | undefined {
  const candidates = [given, join(given, 'benchmarks/JavaScript')];
  return candidates.find((directory) => existsSync(join(directory, LOADERS[suite].landmark)));
}
