// `for (… of …)`.

import type { ESTree } from '../../front/ast.ts';
import { arrayLength } from '../../runtime/arrays/length.ts';
import { GUEST_THROW } from '../../runtime/machine/faults.ts';
import { keyOfIndex } from '../../runtime/strings/intern.ts';
import { Name } from '../../runtime/values/intrinsics.ts';
import {
  closeAfterThrow,
  closeIterator,
  codePointAt,
  getIterator,
  isPlainIterable,
  isPlainString,
  iteratorStep,
} from '../../runtime/operations/iterate.ts';
import { get } from '../../runtime/objects/objects.ts';
import { flatten, lengthOfString } from '../../runtime/strings/strings.ts';
import { HOLE } from '../../runtime/values/words.ts';
import { calleeText } from '../calls/callee-text.ts';
import type { FunctionContext } from '../context.ts';
import { compileEach } from './for-in.ts';
import { ownContinue, turn } from './loops.ts';
import { getElement } from '../members/elements.ts';
import { Completion } from '../types.ts';
import type { Exec } from '../types.ts';

/** One turn; the completion with which the loop ends, or NORMAL. */
type Turn = (fp: number, word: number) => Completion;

/** Arrays and strings that nobody has tampered with are walked by index, the rest by protocol. */
export function compileForOf(g: FunctionContext, node: ESTree.ForOfStatement, label: number): Exec {
  const { vm, words, stack } = g;
  const mark = g.top;
  const t = g.take(2);
  const { entry, right, store, body } = compileEach(g, node);
  g.release(mark);
  const own = ownContinue(label);

  const each: Turn = (fp, word) => {
    if (entry !== undefined) {
      const at = stack.push(word);
      entry(fp);
      stack.sp = at;
      store(fp, words[at]!);
    } else {
      store(fp, word);
    }
    const code = body(fp);
    return code === Completion.CONTINUE || (code as number) === own ? Completion.NORMAL : code;
  };
  const array = overArray(g, t, each);
  const text = overString(g, t, each);
  const other = byProtocol(g, t, each, calleeText(node.right));

  return (fp) => {
    if (entry !== undefined) entry(fp);
    const iterable = right(fp);
    words[fp + t] = iterable;
    let code: Completion;
    if (isPlainIterable(vm, iterable)) code = array(fp);
    else if (isPlainString(vm, iterable)) code = text(fp);
    else code = other(fp);
    return code === Completion.BREAK ? Completion.NORMAL : code;
  };
}

/** Over the array in slot t, which may grow on the way. */
function overArray({ vm, words }: FunctionContext, t: number, each: Turn): Exec {
  const { pressure } = vm;
  return (fp) => {
    for (let i = 0; i < arrayLength(vm, words[fp + t]!); i++) {
      const key = keyOfIndex(vm, i);
      const code = each(fp, getElement(vm, words[fp + t]!, key));
      if (code !== Completion.NORMAL) return code;
      turn(pressure);
    }
    return Completion.NORMAL;
  };
}

/** Over the code points of the string in slot t. */
function overString({ vm, words }: FunctionContext, t: number, each: Turn): Exec {
  const { pressure } = vm;
  return (fp) => {
    words[fp + t] = flatten(vm, words[fp + t]!);
    for (let i = 0; i < lengthOfString(vm, words[fp + t]!);) {
      const point = codePointAt(vm, words[fp + t]!, i);
      i += lengthOfString(vm, point);
      const code = each(fp, point);
      if (code !== Completion.NORMAL) return code;
      turn(pressure);
    }
    return Completion.NORMAL;
  };
}

/** Over what an iterator of the object in slot t gives; slot t + 1 holds its `next`. */
function byProtocol(
  { vm, words, stack }: FunctionContext,
  t: number,
  each: Turn,
  text: string | undefined,
): Exec {
  const { pressure } = vm;
  return (fp) => {
    words[fp + t] = getIterator(vm, words[fp + t]!, text);
    words[fp + t + 1] = get(vm, words[fp + t]!, vm.name(Name.next));
    const { sp, depth } = stack;
    for (;;) {
      const word = iteratorStep(vm, words[fp + t]!, words[fp + t + 1]!);
      if (word === HOLE) return Completion.NORMAL;
      let code: Completion;
      try {
        code = each(fp, word);
      } catch (e) {
        stack.sp = sp;
        stack.fp = fp;
        stack.depth = depth;
        if (e !== GUEST_THROW) throw e;
        return closeAfterThrow(vm, words[fp + t]!, e);
      }
      if (code !== Completion.NORMAL) {
        closeIterator(vm, words[fp + t]!);
        return code;
      }
      turn(pressure);
    }
  };
}
