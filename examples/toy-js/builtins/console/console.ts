import { numberOf, toNumber, toStringWord } from '../../runtime/operations/convert.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import {
  isCallable,
  isNumber,
  isObject,
  isString,
  isSymbol,
} from '../../runtime/values/layouts.ts';
import { getProto, hasOwn } from '../../runtime/objects/objects.ts';
import { getOwn } from '../../runtime/objects/properties.ts';
import { hostString } from '../../runtime/strings/host.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { NULL, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { Line } from './line.ts';
import { Inspector } from '../inspect/inspect.ts';
import { nameOfFunction } from '../inspect/names.ts';
import { numberText } from '../inspect/primitives.ts';
import { stringify } from '../json/stringify.ts';
import { symbolText } from '../primitives/symbol.ts';
import { defineMethods, defineNamespace } from '../table.ts';
import type { Native } from '../table.ts';

/** Objects inside objects that console.log opens. */
const DEPTH = 2;
/** What %o opens. */
const DETAIL_DEPTH = 4;
const INDENT_STEP = 2;
/** Columns of indentation, however many groups are open. */
const MAX_INDENT = 1000;

/** Where the program's output goes. */
export interface Output {
  /** Text for the standard output. */
  write(text: string): void;
  /** Text for the standard error; default: to `write`. */
  writeError?(text: string): void;
}

function show(vm: Machine, w: Word, depth = DEPTH): string {
  return new Inspector(vm, depth).value(w, 0);
}

/** An argument on its own: strings as they are, everything else inspected. May collect. */
function plainText(vm: Machine, slot: number): string {
  const w = vm.words[slot]!;
  return isString(vm.words, w) ? hostString(vm, w) : show(vm, w);
}

/** Adds console.log's text for the arguments [from, to) of the stack to a line. May collect. */
function format(vm: Machine, from: number, to: number, line: Line): void {
  let next = from;
  if (to - from > 1 && isString(vm.words, vm.words[from]!)) {
    const template = hostString(vm, vm.words[from]!);
    next++;
    let done = 0;
    for (let i = 0; i < template.length - 1; i++) {
      if (template[i] !== '%') continue;
      const letter = template[i + 1]!;
      if (letter === '%') line.add(`${template.slice(done, i)}%`);
      else if (next < to && 'sdifjoOc'.includes(letter)) {
        line.add(template.slice(done, i));
        line.add(directive(vm, letter, next++));
      } else continue;
      done = i + 2;
      i++;
    }
    line.add(template.slice(done));
  } else if (to > from) {
    line.add(plainText(vm, next++));
  }
  for (; next < to; next++) {
    line.add(' ');
    line.add(plainText(vm, next));
  }
}

/** What replaces `%letter`, for the argument at `slot`. May collect. */
function directive(vm: Machine, letter: string, slot: number): string {
  const { words } = vm;
  const w = words[slot]!;
  switch (letter) {
    case 's':
      if (isNumber(words, w)) return numberText(numberOf(vm, w));
      return isObject(words, w) && !isCallable(words, w) && !printsItself(vm, w)
        ? show(vm, w, 0)
        : textOf(vm, w);
    case 'd':
      return isSymbol(words, w) ? 'NaN' : numberText(toNumber(vm, w));
    case 'i':
      return isSymbol(words, w) ? 'NaN' : numberText(parseInt(textOf(vm, w)));
    case 'f':
      return isSymbol(words, w) ? 'NaN' : numberText(parseFloat(textOf(vm, w)));
    case 'j': {
      const frame = vm.stack.sp;
      vm.stack.push(w);
      const json = stringify(vm, frame, 1);
      vm.stack.sp = frame;
      return json === UNDEFINED ? 'undefined' : hostString(vm, json);
    }
    case 'c':
      return '';
    default:
      return show(vm, w, letter === 'o' ? DETAIL_DEPTH : DEPTH);
  }
}

function textOf(vm: Machine, w: Word): string {
  return hostString(vm, isSymbol(vm.words, w) ? symbolText(vm, w) : toStringWord(vm, w));
}

/** True for an object whose toString the program has written: %s calls that. */
function printsItself(vm: Realm, obj: Word): boolean {
  const { words } = vm;
  const key = vm.name(Name.toString);
  if (hasOwn(vm, obj, key)) return true;
  let holder = getProto(vm, obj);
  while (holder !== NULL && !hasOwn(vm, holder, key)) holder = getProto(vm, holder);
  if (holder === NULL) return false;
  const own = getOwn(vm, holder, vm.name(Name.constructor));
  if (own === undefined || !isCallable(words, own.value)) return true;
  const name = nameOfFunction(vm, own.value);
  const global = getOwn(vm, vm.intrinsic(Intrinsic.Global), internHost(vm, name));
  return global === undefined || global.value !== own.value;
}

/** `print`: its arguments as strings. */
function printer(output: Output): Native {
  return (vm, fp, argc) => {
    const line = new Line(vm, (text) => output.write(text));
    for (let i = 0; i < argc; i++) {
      if (i > 0) line.add(' ');
      line.add(textOf(vm, vm.words[fp + i]!));
    }
    line.end();
    return UNDEFINED;
  };
}

/** console and print. A line is one call of `write`, unless it is very long. */
export function installConsole(vm: Machine, output: Output): void {
  let level = 0;
  const out = (text: string): void => output.write(text);
  const err = (text: string): void => (output.writeError ?? out)(text);
  const logger =
    (write: (text: string) => void): Native =>
    (_, fp, argc) => {
      const margin = ' '.repeat(Math.min(level * INDENT_STEP, MAX_INDENT));
      const line = new Line(vm, write, margin);
      format(vm, fp, fp + argc, line);
      line.end();
      return UNDEFINED;
    };
  const log = logger(out);
  const warn = logger(err);
  const group: Native = (_, fp, argc) => {
    if (argc > 0) log(vm, fp, argc);
    level++;
    return UNDEFINED;
  };
  const groupEnd: Native = () => {
    level = Math.max(level - 1, 0);
    return UNDEFINED;
  };
  defineNamespace(vm, 'console', [
    ['log', 0, log],
    ['info', 0, log],
    ['debug', 0, log],
    ['error', 0, warn],
    ['warn', 0, warn],
    ['trace', 0, warn],
    ['group', 0, group],
    ['groupEnd', 0, groupEnd],
  ]);
  defineMethods(vm, vm.intrinsic(Intrinsic.Global), [['print', 0, printer(output)]]);
}
