import { arrayLength } from '../../runtime/arrays/arrays.ts';
import { elementCapacity, elementStart } from '../../runtime/arrays/elements.ts';
import { isArray, isNumber, isObject, Kind, kindOf } from '../../runtime/values/layouts.ts';
import { ownIndexes } from '../../runtime/objects/keys.ts';
import { getOwn } from '../../runtime/objects/properties.ts';
import { indexOfKey, keyOfIndex } from '../../runtime/strings/intern.ts';
import { Attribute } from '../../runtime/objects/shapes.ts';
import { forEachProperty } from '../../runtime/objects/storage.ts';
import type { Machine, Memory, Realm } from '../../runtime/machine/machine.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { describe } from './kinds.ts';
import { layOut, MAX_ENTRIES } from './layout.ts';
import { constructorName, keyLabel, prefix, tagOf } from './names.ts';
import { primitiveText } from './primitives.ts';

/** Text that one call may make before objects are cut short: what it makes is the host's. */
const MAX_TEXT = 1 << 22;

/** What is particular to an object's kind; its own properties come after the entries. */
export interface Description {
  /** Stands before the brace, or alone when there is nothing in it. */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  /** The whole text when there are no entries: `[]`, `Foo {}`, a function's base. */
  readonly empty: string;
  /** True when index properties are entries without a name. */
  readonly isArray: boolean;
  /** Non-enumerable properties that are listed nevertheless. */
  readonly hidden: readonly Word[];
  /** Index properties below this are part of the base, as of a String object. */
  readonly skipIndices: boolean;
  /** Enumerable properties that the base tells already. */
  readonly skip: readonly Word[];
  /** Entries of the kind itself: elements, members of a Map … */
  readonly entries?: (inspector: Inspector, level: number) => string[];
}

/**
 * One call of console.log on one value, after node's util.inspect with its defaults. It reads the
 * heap without running guest code and without collecting, so it may hold words.
 */
export class Inspector {
  /** Columns that the value at hand is indented by. */
  indentation = 0;
  private readonly seen: Word[] = [];
  private readonly circular: Word[] = [];
  /** Level of the object that was opened last: tells how deep the one being closed goes. */
  private currentLevel = 0;
  private produced = 0;

  constructor(
    readonly vm: Machine,
    private readonly depth: number,
  ) {}

  /** The text of a value `level` objects down. */
  value(w: Word, level: number): string {
    const { vm } = this;
    vm.fuel.charge(1);
    if (!isObject(vm.words, w)) return primitiveText(vm, w, this.indentation);
    if (this.seen.includes(w)) {
      if (!this.circular.includes(w)) this.circular.push(w);
      return `[Circular *${this.circular.indexOf(w) + 1}]`;
    }
    const text = this.object(w, level);
    this.produced += text.length;
    return text;
  }

  private object(w: Word, level: number): string {
    const { vm } = this;
    const constructor = constructorName(vm, w);
    const d = describe(vm, w, constructor, tagOf(vm, w), this.indentation);
    const keys = this.keysOf(w, d);
    const hasEntries = d.entries !== undefined;
    if (!hasEntries && keys.length === 0) return d.empty;
    if (level > this.depth || this.produced > MAX_TEXT) {
      return `[${shortName(vm, w, constructor)}]`;
    }
    this.seen.push(w);
    this.currentLevel = level;
    const entries = d.entries?.(this, level) ?? [];
    const hasRest = d.isArray && entries.length > MAX_ENTRIES;
    for (const key of keys) entries.push(this.property(w, key, level, d.hidden.includes(key)));
    this.seen.pop();
    const reference = this.circular.indexOf(w);
    let { base, open } = d;
    if (reference >= 0) {
      if (base !== '') base = `<ref *${reference + 1}> ${base}`;
      else open = `<ref *${reference + 1}> ${open}`;
    }
    return layOut({
      base,
      open,
      close: d.close,
      entries,
      isArray: d.isArray,
      hasRest,
      allNumbers: d.isArray && isNumeric(vm, w, entries.length),
      nestedLevels: this.currentLevel - level,
      indentation: this.indentation,
    });
  }

  /** `key: value`, or what kind of accessor it is. */
  property(obj: Word, key: Word, level: number, isHidden = false): string {
    return `${keyLabel(this.vm, key, isHidden)}: ${this.member(obj, key, level)}`;
  }

  /** The value of an own property. */
  member(obj: Word, key: Word, level: number): string {
    const own = getOwn(this.vm, obj, key);
    if (own === undefined) return 'undefined';
    if (own.isAccessor) {
      if (own.getter === UNDEFINED) return own.setter === UNDEFINED ? 'undefined' : '[Setter]';
      return own.setter === UNDEFINED ? '[Getter]' : '[Getter/Setter]';
    }
    return this.indented(own.value, level + 1);
  }

  /** A value two columns further in. */
  indented(w: Word, level: number): string {
    this.indentation += 2;
    const text = this.value(w, level);
    this.indentation -= 2;
    return text;
  }

  /** Own enumerable properties that are no entries, in the language's order. */
  private keysOf(obj: Word, d: Description): Word[] {
    const { vm } = this;
    const keys: Word[] = [];
    if (!d.isArray && !d.skipIndices) {
      for (const index of ownIndexes(vm, obj, true)) keys.push(keyOfIndex(vm, index));
    }
    const symbols: Word[] = [];
    forEachProperty(vm, obj, (key, info) => {
      if ((info & Attribute.ENUMERABLE) === 0 || (key & 1) === 0 || d.skip.includes(key)) return;
      if (isSymbolKey(vm, key)) symbols.push(key);
      else if (indexOfKey(vm, key) < 0) keys.push(key);
    });
    return [...keys, ...symbols, ...d.hidden];
  }
}

function isSymbolKey(vm: Memory, key: Word): boolean {
  return (key & 7) === 1 && kindOf(vm.words, key) === Kind.Symbol;
}

/** What stands for an object that lies too deep. */
function shortName(vm: Realm, w: Word, constructor: string | null): string {
  const fallback = isArray(vm.words, w) ? 'Array' : 'Object';
  return prefix(constructor, tagOf(vm, w), fallback).trimEnd();
}

/** Arrays of nothing but numbers are aligned to the right, as far as they are shown. */
function isNumeric(vm: Memory, w: Word, shown: number): boolean {
  const { words } = vm;
  const start = elementStart(words, w);
  const count = Math.min(shown, arrayLikeLength(vm, w));
  if (count > elementCapacity(words, w)) return false;
  for (let i = 0; i < count; i++) if (!isNumber(words, words[start + i]!)) return false;
  return true;
}

function arrayLikeLength(vm: Memory, w: Word): number {
  return isArray(vm.words, w) ? arrayLength(vm, w) : 0;
}
