import { numberWord, toInt32, toNumber, toStringWord } from '../runtime/operations/convert.ts';
import { internHost } from '../runtime/strings/intern.ts';
import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { defineData } from '../runtime/objects/properties.ts';
import { hostString, stringWord } from '../runtime/strings/host.ts';
import type { Machine, Realm } from '../runtime/machine/machine.ts';
import { arg } from '../runtime/machine/machine.ts';
import { boolWord, isInt, UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';
import { reserve } from './arguments.ts';
import { onHostString } from './host-work.ts';
import { defineGlobal, defineMethods } from './table.ts';
import type { Method, Native } from './table.ts';

function parseIntMethod(vm: Machine, fp: number, argc: number): Word {
  const { words } = vm;
  const w = arg(vm, fp, argc, 0);
  if (isInt(w) && argc < 2) return w;
  reserve(vm, fp, argc, 2);
  words[fp] = toStringWord(vm, w);
  const radix = toInt32(vm, words[fp + 1]!);
  return numberWord(vm, parseInt(hostString(vm, words[fp]!), radix));
}

function parseFloatMethod(vm: Machine, fp: number, argc: number): Word {
  const w = arg(vm, fp, argc, 0);
  return isInt(w) ? w : numberWord(vm, parseFloat(hostString(vm, toStringWord(vm, w))));
}

/** A function of the host's from text to text, whose URIError becomes the guest's. */
function coder(work: (text: string) => string): Native {
  return (vm, fp, argc) => {
    const text = hostString(vm, toStringWord(vm, arg(vm, fp, argc, 0)));
    let result: string;
    try {
      result = onHostString(vm, text, work);
    } catch (e) {
      if (e instanceof URIError) return vm.throwing.error('URIError', 'URI malformed');
      throw e;
    }
    return stringWord(vm, result);
  };
}

/** Annex B's escape: what is not plain ASCII as %xx or %uxxxx. */
function escapeText(text: string): string {
  return text.replace(/[^A-Za-z0-9@*_+\-./]/g, (unit) => {
    const code = unit.charCodeAt(0);
    const digits = code.toString(16).toUpperCase();
    return code < 256 ? `%${digits.padStart(2, '0')}` : `%u${digits.padStart(4, '0')}`;
  });
}

function unescapeText(text: string): string {
  return text.replace(/%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})/g, (_, long?: string, short?: string) =>
    String.fromCharCode(parseInt(long ?? short ?? '', 16)),
  );
}

const FUNCTIONS: readonly Method[] = [
  ['parseInt', 2, parseIntMethod],
  ['parseFloat', 1, parseFloatMethod],
  ['isNaN', 1, (vm, fp, argc) => boolWord(Number.isNaN(toNumber(vm, arg(vm, fp, argc, 0))))],
  ['isFinite', 1, (vm, fp, argc) => boolWord(Number.isFinite(toNumber(vm, arg(vm, fp, argc, 0))))],
  ['encodeURIComponent', 1, coder(encodeURIComponent)],
  ['encodeURI', 1, coder(encodeURI)],
  ['decodeURIComponent', 1, coder(decodeURIComponent)],
  ['decodeURI', 1, coder(decodeURI)],
  ['escape', 1, coder(escapeText)],
  ['unescape', 1, coder(unescapeText)],
];

/** Global functions and constants, and `globalThis` itself. */
export function installGlobals(vm: Realm): void {
  const global = vm.intrinsic(Intrinsic.Global);
  defineMethods(vm, global, FUNCTIONS);
  defineData(vm, global, internHost(vm, 'undefined'), UNDEFINED, 0);
  defineData(vm, global, internHost(vm, 'NaN'), numberWord(vm, NaN), 0);
  defineData(vm, global, internHost(vm, 'Infinity'), numberWord(vm, Infinity), 0);
  defineGlobal(vm, 'globalThis', global);
}
