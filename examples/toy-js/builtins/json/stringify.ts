import {
  numberOf,
  numberWord,
  toInteger,
  toKey,
  toNumber,
  toStringWord,
} from '../../runtime/operations/convert.ts';
import { functionText } from '../../runtime/calls/errors.ts';
import { Intrinsic, Name } from '../../runtime/values/intrinsics.ts';
import {
  isArray,
  isCallable,
  isKind,
  isNumber,
  isObject,
  isString,
  Kind,
} from '../../runtime/values/layouts.ts';
import { get, newObject } from '../../runtime/objects/objects.ts';
import { peek } from '../../runtime/objects/peek.ts';
import { defineData, Keys, ownKeys } from '../../runtime/objects/properties.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import { asciiWord, hostSlice, hostString } from '../../runtime/strings/host.ts';
import { flatten, lengthOfString } from '../../runtime/strings/strings.ts';
import { NATIVE_COST } from '../../runtime/machine/limits.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { isBool, NULL, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { getAt, itemAt, lengthAt } from '../array/access.ts';
import { append } from '../array/results.ts';
import { newArray } from '../../runtime/arrays/arrays.ts';
import { reserve } from '../arguments.ts';
import { unboxed } from '../primitives/primitives.ts';
import { TextBuilder } from '../text-builder.ts';

const MAX_INDENT = 10;
/** Units of a string that are escaped in one go. */
const CHUNK = 1000;

/** One call of JSON.stringify; `slots` are words of its frame or above it. */
class Serializer {
  private readonly builder: TextBuilder;
  /** Slots of the objects that are open, outermost first, and the member each is at. */
  private readonly open: number[] = [];
  private readonly path: string[] = [];
  private indent = '';

  constructor(
    private readonly vm: Machine,
    private readonly replacer: number,
    private readonly allowed: number,
    private readonly gap: string,
  ) {
    this.builder = new TextBuilder(vm);
  }

  /** The text for `words[value]`, the member `''` of `words[holder]`; UNDEFINED for none. */
  run(holder: number, value: number): Word {
    const written = this.member(holder, value, '', '');
    const text = this.builder.finish();
    return written ? text : UNDEFINED;
  }

  /**
   * Writes `lead` and the value at `words[value]`, unless that has no JSON: then false. `key`
   * is what `toJSON` and the replacer are told.
   */
  private member(holder: number, value: number, key: string, lead: string): boolean {
    const { vm } = this;
    const { words } = vm;
    this.prepare(holder, value, key);
    const w = words[value]!;
    if (isString(words, w)) {
      this.builder.append(lead);
      this.quote(value);
    } else if (isNumber(words, w)) {
      const n = numberOf(vm, w);
      this.builder.append(lead + (Number.isFinite(n) ? String(n) : 'null'));
    } else if (w === NULL) this.builder.append(`${lead}null`);
    else if (isBool(w)) this.builder.append(lead + (w === TRUE ? 'true' : 'false'));
    else if (isObject(words, w) && !isCallable(words, w)) {
      this.builder.append(lead);
      this.container(value, key);
    } else return false;
    return true;
  }

  /** toJSON, the replacer and the objects around primitives; the result is back at `value`. */
  private prepare(holder: number, value: number, key: string): void {
    const { vm, replacer } = this;
    const { words } = vm;
    if (isObject(words, words[value]!)) {
      const toJSON = get(vm, words[value]!, vm.name(Name.toJSON));
      if (isCallable(words, toJSON)) {
        const f = vm.stack.push(toJSON);
        const name = asciiWord(vm, key);
        words[value] = vm.calls.call1(words[f]!, words[value]!, name);
        vm.stack.sp = f;
      }
    }
    if (words[replacer] !== UNDEFINED) {
      const name = asciiWord(vm, key);
      words[value] = vm.calls.call2(words[replacer]!, words[holder]!, name, words[value]!);
    }
    if (!isKind(words, words[value]!, Kind.Boxed)) return;
    const primitive = unboxed(vm, words[value]!);
    if (isString(words, primitive)) words[value] = toStringWord(vm, words[value]!);
    else if (isNumber(words, primitive)) words[value] = this.numberWordOf(value);
    else if (isBool(primitive)) words[value] = primitive;
  }

  private numberWordOf(value: number): Word {
    const { vm } = this;
    const n = toNumber(vm, vm.words[value]!);
    return Number.isFinite(n) ? numberWord(vm, n) : NULL;
  }

  private container(value: number, key: string): void {
    const { vm } = this;
    vm.stack.depth += NATIVE_COST;
    if (vm.stack.depth > vm.stack.depthLimit) vm.stack.overflow();
    vm.stack.ensure(16);
    vm.pressure.safepoint();
    this.checkCycle(value, key);
    this.open.push(value);
    this.path.push(key);
    const outer = this.indent;
    this.indent += this.gap;
    if (isArray(vm.words, vm.words[value]!)) this.elements(value, outer);
    else this.members(value, outer);
    this.indent = outer;
    this.open.pop();
    this.path.pop();
    vm.stack.depth -= NATIVE_COST;
  }

  private elements(array: number, outer: string): void {
    const { vm, builder, gap } = this;
    const length = lengthAt(vm, array);
    builder.append('[');
    const separator = gap === '' ? ',' : `,\n${this.indent}`;
    const item = vm.stack.push(UNDEFINED);
    for (let i = 0; i < length; i++) {
      vm.words[item] = getAt(vm, array, i);
      const lead = i > 0 ? separator : separator.slice(1);
      if (!this.member(array, item, String(i), lead)) builder.append(`${lead}null`);
    }
    vm.stack.sp = item;
    builder.append(length > 0 && gap !== '' ? `\n${outer}]` : ']');
  }

  private members(object: number, outer: string): void {
    const { vm, builder, gap, allowed } = this;
    const { words } = vm;
    builder.append('{');
    const list = vm.stack.push(words[allowed]!);
    if (words[list] === UNDEFINED) {
      words[list] = ownKeys(vm, words[object]!, Keys.STRINGS | Keys.ENUMERABLE);
    }
    const count = lengthAt(vm, list);
    const separator = gap === '' ? ',' : `,\n${this.indent}`;
    const colon = gap === '' ? ':' : ': ';
    const item = vm.stack.push(UNDEFINED);
    let written = 0;
    for (let i = 0; i < count; i++) {
      const name = itemAt(vm, list, i);
      const text = hostString(vm, name);
      words[item] = get(vm, words[object]!, toKey(vm, name));
      const lead = (written > 0 ? separator : separator.slice(1)) + JSON.stringify(text) + colon;
      if (this.member(object, item, text, lead)) written++;
    }
    vm.stack.sp = list;
    builder.append(written > 0 && gap !== '' ? `\n${outer}}` : '}');
  }

  /** Escapes a string piece by piece; pieces never end between the halves of a pair. */
  private quote(value: number): void {
    const { vm, builder } = this;
    const { words } = vm;
    words[value] = flatten(vm, words[value]!);
    const length = lengthOfString(vm, words[value]!);
    builder.append('"');
    for (let i = 0; i < length;) {
      let end = Math.min(i + CHUNK, length);
      let piece = hostSlice(vm, words[value]!, i, end);
      const last = piece.charCodeAt(piece.length - 1);
      if (end < length && last >= 0xd800 && last <= 0xdbff) {
        end++;
        piece = hostSlice(vm, words[value]!, i, end);
      }
      builder.append(JSON.stringify(piece).slice(1, -1));
      i = end;
    }
    builder.append('"');
  }

  private checkCycle(value: number, key: string): void {
    const { vm, open } = this;
    vm.fuel.charge(open.length >>> 2);
    const start = open.findIndex((slot) => vm.words[slot] === vm.words[value]);
    if (start < 0) return;
    const steps = [...this.path.slice(start + 1), key].map((name, i) => {
      const inArray = isArray(vm.words, vm.words[open[start + i]!]!);
      return inArray ? `index ${name}` : `property '${name}'`;
    });
    const lines = [`--> starting at object with constructor '${this.maker(open[start]!)}'`];
    const arrow = (i: number): string =>
      `|     ${steps[i]!} -> object with constructor '${this.maker(open[start + i + 1]!)}'`;
    if (steps.length > 1) lines.push(arrow(0));
    if (steps.length > 3) lines.push('|     ...');
    if (steps.length > 2) lines.push(arrow(steps.length - 2));
    lines.push(`--- ${steps.at(-1)!} closes the circle`);
    const text = lines.map((line) => `\n    ${line}`).join('');
    vm.throwing.error('TypeError', `Converting circular structure to JSON${text}`);
  }

  private maker(slot: number): string {
    const { vm } = this;
    const constructor = peek(vm, vm.words[slot]!, vm.name(Name.constructor));
    return isCallable(vm.words, constructor) ? functionText(vm, constructor) : 'Object';
  }
}

/** The indentation that the third argument asks for. May collect. */
function gapAt(vm: Machine, slot: number): string {
  const { words } = vm;
  if (isKind(words, words[slot]!, Kind.Boxed)) {
    const primitive = unboxed(vm, words[slot]!);
    if (isString(words, primitive)) words[slot] = toStringWord(vm, words[slot]!);
    else if (isNumber(words, primitive)) return ' '.repeat(spaces(toNumber(vm, words[slot]!)));
  }
  const w = words[slot]!;
  if (isNumber(words, w)) return ' '.repeat(spaces(toInteger(vm, w)));
  return isString(words, w) ? hostString(vm, w).slice(0, MAX_INDENT) : '';
}

function spaces(n: number): number {
  return Math.min(Math.max(Math.trunc(n) || 0, 0), MAX_INDENT);
}

/** The names in an array given as replacer, each once, at `words[out]`. May collect. */
function collectAllowed(vm: Machine, slot: number, out: number): void {
  const { words } = vm;
  words[out] = newArray(vm, 0);
  const seen = new Set<string>();
  const length = lengthAt(vm, slot);
  for (let i = 0; i < length; i++) {
    const w = getAt(vm, slot, i);
    const boxed = isKind(words, w, Kind.Boxed) && !isBool(unboxed(vm, w));
    if (!isString(words, w) && !isNumber(words, w) && !boxed) continue;
    const name = toStringWord(vm, w);
    const text = hostString(vm, name);
    if (seen.has(text)) continue;
    seen.add(text);
    append(vm, out, asciiWord(vm, text));
  }
}

/** JSON.stringify: fp value, fp + 1 replacer, fp + 2 space, fp + 3 names, fp + 4 the holder. */
export function stringify(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  reserve(vm, fp, argc, 5);
  if (isArray(words, words[fp + 1]!)) collectAllowed(vm, fp + 1, fp + 3);
  const isFunction = isCallable(words, words[fp + 1]!);
  if (!isFunction) words[fp + 1] = UNDEFINED;
  const gap = gapAt(vm, fp + 2);
  if (isFunction) {
    words[fp + 4] = newObject(vm);
    const empty = vm.intrinsic(Intrinsic.EmptyString);
    defineData(vm, words[fp + 4]!, empty, words[fp]!, Attribute.DEFAULT);
  }
  return new Serializer(vm, fp + 1, fp + 3, gap).run(fp + 4, fp);
}
