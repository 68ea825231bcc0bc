import { newArray } from '../../runtime/arrays/arrays.ts';
import { numberWord, toKey, toStringWord } from '../../runtime/operations/convert.ts';
import { internHost } from '../../runtime/strings/intern.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { isArray, isCallable, isObject } from '../../runtime/values/layouts.ts';
import { deleteProperty, get, newObject } from '../../runtime/objects/objects.ts';
import { defineData, defineProperty, Keys, ownKeys } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import { asciiWord, hostString, stringWord } from '../../runtime/strings/host.ts';
import { NATIVE_COST } from '../../runtime/machine/limits.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { FALSE, NULL, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { itemAt, lengthAt } from '../array/access.ts';
import { append } from '../array/results.ts';
import { reserve } from '../arguments.ts';
import { located, wrongLiteral, wrongNumberEnd, wrongString, wrongValue } from './errors.ts';

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** What may stand in a string literal between two escapes. */
// eslint-disable-next-line no-control-regex
const PLAIN_UNITS = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Parses JSON text straight into the heap, without recursion: the containers that are open lie
 * on the shadow stack, each object with the key that waits for its value above it. So what
 * limits the nesting is that stack, not the host's.
 */
class Parser {
  private at = 0;

  constructor(
    private readonly vm: Machine,
    private readonly text: string,
  ) {}

  parse(): Word {
    const { vm } = this;
    const base = vm.stack.sp;
    for (;;) {
      const value = this.openOrScalar();
      if (value === undefined) continue;
      if (this.close(value, base)) break;
    }
    this.skipSpace();
    if (this.at < this.text.length) {
      this.fail(`Unexpected non-whitespace character after JSON at position ${this.at}`);
    }
    vm.stack.sp = base;
    return vm.words[base]!;
  }

  /** Reads a scalar or an empty container; what opens a container is pushed instead. */
  private openOrScalar(): Word | undefined {
    const { vm } = this;
    vm.fuel.charge(1);
    this.skipSpace();
    switch (this.text[this.at]) {
      case '{':
        this.at++;
        if (this.accept('}')) return newObject(vm);
        vm.stack.ensure(2);
        vm.stack.push(newObject(vm));
        this.pushKey("Expected property name or '}'");
        return undefined;
      case '[':
        this.at++;
        if (this.accept(']')) return newArray(vm, 0);
        vm.stack.ensure(1);
        vm.stack.push(newArray(vm, 0));
        return undefined;
      case '"':
        return stringWord(vm, this.string());
      case 't':
        return this.literal('true', TRUE);
      case 'f':
        return this.literal('false', FALSE);
      case 'n':
        return this.literal('null', NULL);
      default:
        return this.number();
    }
  }

  /** Puts a complete value where it belongs; true when it is the whole text's. */
  private close(value: Word, base: number): boolean {
    const { vm } = this;
    const { words } = vm;
    for (;;) {
      if (vm.stack.sp === base) {
        vm.stack.push(value);
        return true;
      }
      const top = vm.stack.sp - 1;
      const inArray = isArray(words, words[top]!);
      if (inArray) append(vm, top, value);
      else defineData(vm, words[top - 1]!, words[top]!, value, Attribute.DEFAULT);
      vm.pressure.safepoint();
      if (this.accept(',')) {
        if (!inArray) {
          vm.stack.pop();
          this.pushKey('Expected double-quoted property name');
        }
        return false;
      }
      if (!this.accept(inArray ? ']' : '}')) {
        const where = inArray ? "']' after array element" : "'}' after property value";
        this.fail(located(`Expected ',' or ${where}`, this.at));
      }
      if (!inArray) vm.stack.pop();
      value = vm.stack.pop();
    }
  }

  private pushKey(expectation: string): void {
    this.skipSpace();
    if (this.text[this.at] !== '"') this.fail(located(expectation, this.at));
    this.vm.stack.push(internHost(this.vm, this.string()));
    if (!this.accept(':')) this.fail(located("Expected ':' after property name", this.at));
  }

  private literal(word: string, value: Word): Word {
    if (!this.text.startsWith(word, this.at)) this.fail(wrongLiteral(this.text, this.at, word));
    this.at += word.length;
    return value;
  }

  private number(): Word {
    NUMBER.lastIndex = this.at;
    const digits = NUMBER.exec(this.text);
    if (digits === null) return this.fail(wrongValue(this.text, this.at));
    this.at += digits[0].length;
    const wrong = wrongNumberEnd(this.text, this.at, digits[0]);
    if (wrong !== undefined) this.fail(wrong);
    return numberWord(this.vm, Number(digits[0]));
  }

  private string(): string {
    this.at++;
    let value = '';
    for (;;) {
      this.vm.fuel.charge(1);
      PLAIN_UNITS.lastIndex = this.at;
      const plain = PLAIN_UNITS.exec(this.text)![0];
      this.at += plain.length;
      value += plain;
      if (this.text[this.at] === '"') {
        this.at++;
        return value;
      }
      ESCAPE.lastIndex = this.at;
      const escape = ESCAPE.exec(this.text);
      if (escape === null) return this.fail(wrongString(this.text, this.at));
      this.at += escape[0].length;
      const letter = escape[0][1]!;
      if (letter === 'u') value += String.fromCharCode(parseInt(escape[0].slice(2), 16));
      else value += ESCAPES[letter] ?? letter;
    }
  }

  private accept(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    const { text } = this;
    for (;;) {
      const unit = text.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return;
      this.at++;
    }
  }

  private fail(message: string): never {
    return this.vm.throwing.error('SyntaxError', message);
  }
}

/** JSON.parse: fp the text, fp + 1 the reviver, fp + 2 the result. */
export function parse(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 3);
  const text = hostString(vm, toStringWord(vm, words[fp]!));
  words[fp + 2] = new Parser(vm, text).parse();
  if (!isCallable(words, words[fp + 1]!)) return words[fp + 2]!;
  const root = vm.stack.push(newObject(vm));
  const empty = vm.stack.push(vm.intrinsic(Intrinsic.EmptyString));
  defineData(vm, words[root]!, words[empty]!, words[fp + 2]!, Attribute.DEFAULT);
  return revive(vm, fp + 1, root, empty);
}

/** InternalizeJSONProperty: key `words[key]` (a string or index) of `words[holder]`. */
function revive(vm: Machine, reviver: number, holder: number, key: number): Word {
  const { words } = vm;
  vm.stack.depth += NATIVE_COST;
  if (vm.stack.depth > vm.stack.depthLimit) vm.stack.overflow();
  vm.stack.ensure(8);
  vm.fuel.charge(1);
  const value = vm.stack.push(get(vm, words[holder]!, toKey(vm, words[key]!)));
  if (isArray(words, words[value]!)) {
    const length = lengthAt(vm, value);
    for (let i = 0; i < length; i++) {
      reviveMember(vm, reviver, value, vm.stack.push(asciiWord(vm, String(i))));
    }
  } else if (isObject(words, words[value]!)) {
    const list = vm.stack.push(ownKeys(vm, words[value]!, Keys.STRINGS | Keys.ENUMERABLE));
    const count = lengthAt(vm, list);
    for (let i = 0; i < count; i++) {
      reviveMember(vm, reviver, value, vm.stack.push(itemAt(vm, list, i)));
    }
  }
  const result = vm.calls.call2(words[reviver]!, words[holder]!, words[key]!, words[value]!);
  vm.stack.sp = value;
  vm.stack.depth -= NATIVE_COST;
  return result;
}

/** Replaces one member by what the reviver makes of it; gives the key's slot back. */
function reviveMember(vm: Machine, reviver: number, holder: number, name: number): void {
  const { words } = vm;
  const result = vm.stack.push(UNDEFINED);
  words[result] = revive(vm, reviver, holder, name);
  const again = toKey(vm, words[name]!);
  if (words[result] === UNDEFINED) deleteProperty(vm, words[holder]!, again, false);
  else {
    const value = words[result]!;
    const all = { writable: true, enumerable: true, configurable: true };
    defineProperty(vm, words[holder]!, again, { value, ...all });
  }
  vm.stack.sp = name;
}
