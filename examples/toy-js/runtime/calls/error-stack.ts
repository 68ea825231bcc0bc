import { At, Kind, kindOf } from '../values/layouts.ts';
import { asciiWord } from '../strings/host.ts';
import { concat } from '../strings/strings.ts';
import type { Memory, Realm } from '../machine/machine.ts';
import { intWord, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Frames that a stack trace shows, as in V8. */
const MAX_FRAMES = 10;

/**
 * The running activations as a Slots: count, then per frame which function (code index, or
 * ~native index) and which call site in it, as int words. Does not collect.
 */
export function captureSites(vm: Realm, site = 0): Word {
  const { words } = vm;
  const found: number[] = [];
  let fp = vm.stack.fp;
  while (fp > vm.stack.base && found.length < MAX_FRAMES * 2) {
    const f = words[fp - 2]!;
    const native = kindOf(words, f) === Kind.NativeFunction;
    // The constructor of the error itself is not part of the story.
    if (!native || found.length > 0) {
      found.push(native ? ~words[(f >>> 2) + At.NATIVE_INDEX]! : codeIndexOf(vm, f), site);
    }
    site = words[fp - 3]! >> 1;
    fp = words[fp - 4]! >>> 1;
  }
  if (found.length === 0) return 0;
  const list = vm.heap.allocateRaw(Kind.Slots, found.length + 1);
  words[(list >>> 2) + At.CAPACITY] = intWord(found.length);
  found.forEach((n, i) => (words[(list >>> 2) + At.FIRST_ELEMENT + i] = intWord(n)));
  return list;
}

function codeIndexOf(vm: Memory, f: Word): number {
  return kindOf(vm.words, f) === Kind.Function ? vm.words[(f >>> 2) + At.FUNCTION_CODE]! : 0;
}

/** An error's `stack`: its header and one line a frame. Does not collect. */
export function errorStack(vm: Realm, e: Word): Word {
  const { words } = vm;
  const header = words[(e >>> 2) + At.ERROR_HEADER]!;
  if (header === 0) return UNDEFINED;
  const list = words[(e >>> 2) + At.ERROR_SITES]! >>> 2;
  const count = list === 0 ? 0 : words[list + At.CAPACITY]! >> 1;
  let text = '';
  for (let i = 0; i < count; i += 2) {
    const at = list + At.FIRST_ELEMENT + i;
    text += frameLine(vm, words[at]! >> 1, words[at + 1]! >> 1);
  }
  return concat(vm, header, asciiWord(vm, text));
}

function frameLine(vm: Realm, index: number, site: number): string {
  if (index < 0) return `\n    at ${vm.nativeInfos[~index]!.name} (<native>)`;
  const code = vm.codes[index];
  if (code === undefined) return '';
  const { file, line, column } = site === 0 ? code : vm.tables.sites[site]!;
  const where = `${file}:${line}:${column}`;
  return code.name === '' ? `\n    at ${where}` : `\n    at ${code.name} (${where})`;
}
