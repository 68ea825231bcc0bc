import { toStringWord } from '../../runtime/operations/convert.ts';
import { isCallable, isKind, Kind } from '../../runtime/values/layouts.ts';
import { hostString } from '../../runtime/strings/host.ts';
import { indexOfString } from '../../runtime/strings/search.ts';
import { lengthOfString } from '../../runtime/strings/strings.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { intWord, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { reserve } from '../arguments.ts';
import { advance, matchFrom } from '../regexp/matchers.ts';
import type { Matchers } from '../regexp/matchers.ts';
import { flagsAt, groupsObject, groupWord, lastIndexAt, setLastIndexAt } from '../regexp/regexp.ts';
import { stringAt, thisString } from './search.ts';
import type { Method, Native } from '../table.ts';
import { TextBuilder } from '../text-builder.ts';

/** A match of either kind of pattern: index and groups as the host's exec gives them. */
interface Match {
  readonly index: number;
  readonly captures: readonly (string | undefined)[];
  readonly result: RegExpExecArray | undefined;
}

/** Frame slots: fp − 1 the string, fp the pattern, fp + 1 the replacement. */
function replacer(name: string, matchers: Matchers, all: boolean): Native {
  return (vm, fp, argc) => {
    const { words } = vm;
    thisString(vm, fp, name);
    reserve(vm, fp, argc, 2);
    const isRegExp = isKind(words, words[fp]!, Kind.RegExp);
    if (isRegExp && all && !flagsAt(vm, fp).includes('g')) {
      vm.throwing.error(
        'TypeError',
        'String.prototype.replaceAll called with a non-global RegExp argument',
      );
    }
    if (!isRegExp) stringAt(vm, fp);
    if (!isCallable(words, words[fp + 1]!)) stringAt(vm, fp + 1);
    return isRegExp ? replaceRegExp(vm, matchers, fp) : replaceString(vm, matchers, fp, all);
  };
}

function replaceString(vm: Machine, matchers: Matchers, fp: number, all: boolean): Word {
  const { words } = vm;
  const width = lengthOfString(vm, words[fp]!);
  const length = lengthOfString(vm, words[fp - 1]!);
  let at = indexOfString(vm, words[fp - 1]!, words[fp]!, 0);
  if (at < 0) return words[fp - 1]!;
  const text = matchers.text(fp - 1);
  const pattern = hostString(vm, words[fp]!);
  const builder = new TextBuilder(vm);
  let done = 0;
  while (at >= 0) {
    appendText(builder, text, done, at);
    substitute(vm, fp, builder, text, { index: at, captures: [pattern], result: undefined });
    done = at + width;
    const next = width === 0 ? at + 1 : done;
    at = all && next <= length ? indexOfString(vm, words[fp - 1]!, words[fp]!, next) : -1;
  }
  appendText(builder, text, done, text.length);
  return builder.finish();
}

function replaceRegExp(vm: Machine, matchers: Matchers, fp: number): Word {
  const flags = flagsAt(vm, fp);
  const global = flags.includes('g');
  const sticky = flags.includes('y');
  const text = matchers.text(fp - 1);
  const matcher = matchers.of(vm.words[fp]!);
  if (global) setLastIndexAt(vm, fp, 0);
  let at = sticky && !global ? lastIndexAt(vm, fp) : 0;
  const builder = new TextBuilder(vm);
  let done = 0;
  while (at <= text.length) {
    const result = matchFrom(vm, matcher, text, at);
    if (result === null) break;
    const end = result.index + result[0].length;
    appendText(builder, text, done, result.index);
    if (sticky && !global) setLastIndexAt(vm, fp, end);
    substitute(vm, fp, builder, text, { index: result.index, captures: result, result });
    done = end;
    if (!global) {
      appendText(builder, text, done, text.length);
      return builder.finish();
    }
    at = result[0] === '' ? advance(text, end, flags.includes('u')) : end;
  }
  if (sticky && !global) setLastIndexAt(vm, fp, 0);
  appendText(builder, text, done, text.length);
  return builder.finish();
}

/** In chunks, so that the builder never holds much of it on the host's side. */
function appendText(builder: TextBuilder, text: string, from: number, to: number): void {
  for (let i = from; i < to; i += 1024) builder.append(text.slice(i, Math.min(i + 1024, to)));
}

function substitute(
  vm: Machine,
  fp: number,
  builder: TextBuilder,
  text: string,
  match: Match,
): void {
  const { words } = vm;
  if (isCallable(words, words[fp + 1]!)) {
    builder.appendWord(toStringWord(vm, callReplacer(vm, fp, match)));
    return;
  }
  const template = hostString(vm, words[fp + 1]!);
  if (template.includes('$')) expand(builder, template, text, match);
  else appendText(builder, template, 0, template.length);
}

/** Calls the function at fp + 1 with captures, index, string and named groups. */
function callReplacer(vm: Machine, fp: number, match: Match): Word {
  const { words } = vm;
  const { sp } = vm.stack;
  vm.stack.ensure(match.captures.length + 16);
  for (const capture of match.captures) vm.stack.push(groupWord(vm, capture));
  vm.stack.push(intWord(match.index));
  vm.stack.push(words[fp - 1]!);
  if (match.result?.groups !== undefined) vm.stack.push(groupsObject(vm, match.result));
  const count = vm.stack.sp - sp;
  const frame = vm.calls.openFrame(words[fp + 1]!, UNDEFINED, UNDEFINED, count);
  words.copyWithin(frame, sp, sp + count);
  const result = vm.calls.invoke(frame, count);
  vm.stack.sp = sp;
  return result;
}

/** GetSubstitution: $$, $&, $\`, $', $n, $nn and $<name>. */
function expand(builder: TextBuilder, template: string, text: string, match: Match): void {
  const { captures, index, result } = match;
  const end = index + captures[0]!.length;
  const groups = result?.groups;
  const lastClose = template.lastIndexOf('>');
  let at = 0;
  for (;;) {
    const dollar = template.indexOf('$', at);
    if (dollar < 0 || dollar + 1 >= template.length) break;
    appendText(builder, template, at, dollar);
    const next = template[dollar + 1]!;
    at = dollar + 2;
    if (next === '$') builder.append('$');
    else if (next === '&') appendText(builder, captures[0]!, 0, captures[0]!.length);
    else if (next === '`') appendText(builder, text, 0, index);
    else if (next === "'") appendText(builder, text, end, text.length);
    else if (next === '<' && groups !== undefined && lastClose >= at) {
      const close = template.indexOf('>', at);
      builder.append(groups[template.slice(at, close)] ?? '');
      at = close + 1;
    } else {
      const digits = captureNumber(template, dollar + 1, captures.length);
      if (digits === '') builder.append(`$${next}`);
      else {
        builder.append(captures[Number(digits)] ?? '');
        at = dollar + 1 + digits.length;
      }
    }
  }
  appendText(builder, template, at, template.length);
}

/** The one or two digits at `at` that name a capture there is, or ''. */
function captureNumber(template: string, at: number, count: number): string {
  for (const width of [2, 1]) {
    const digits = template.slice(at, at + width);
    if (digits.length !== width || !/^\d+$/.test(digits)) continue;
    const n = Number(digits);
    if (n >= 1 && n < count) return digits;
  }
  return '';
}

export function replaceMethods(matchers: Matchers): Method[] {
  return [
    ['replace', 2, replacer('replace', matchers, false)],
    ['replaceAll', 2, replacer('replaceAll', matchers, true)],
  ];
}
