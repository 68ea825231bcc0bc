import type { ESTree, Expression, Node } from '../../front/ast.ts';
import { arrayLength, arrayPush, newArray } from '../../runtime/arrays/arrays.ts';
import { GUEST_THROW } from '../../runtime/machine/faults.ts';
import { Name } from '../../runtime/values/intrinsics.ts';
import {
  closeAfterThrow,
  closeIterator,
  getIterator,
  isPlainIterable,
  iteratorStep,
} from '../../runtime/operations/iterate.ts';
import { get, newObject } from '../../runtime/objects/objects.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { FALSE, HOLE, INTERNAL, isNullish, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { nameOfTarget, staticKey } from '../context.ts';
import type { FunctionContext } from '../context.ts';
import { getElement } from '../members/elements.ts';
import { memberPlace } from '../members/members.ts';
import { compileKey, copyProperties } from '../expressions/objects.ts';
import type { Store } from '../types.ts';
import { storeReference } from './variables.ts';

/** What takes a word apart into the names or places of a pattern. May collect. */
export function compilePattern(
  g: FunctionContext,
  node: Node,
  declares: boolean,
  text?: string,
): Store {
  switch (node.type) {
    case 'Identifier':
      return storeReference(g, g.reference(node), declares);
    case 'MemberExpression': {
      const mark = g.top;
      const v = g.take();
      const { prepare, write } = memberPlace(g, node);
      g.release(mark);
      const { words } = g;
      return (fp, word) => {
        words[fp + v] = word;
        prepare(fp);
        write(fp, words[fp + v]!);
      };
    }
    case 'AssignmentPattern':
      return withDefault(g, node.left, node.right!, declares);
    case 'AssignmentExpression':
      return withDefault(g, node.left, node.right, declares);
    case 'ObjectPattern':
      return objectPattern(g, node, declares);
    case 'ArrayPattern':
      return arrayPattern(g, node, declares, text);
    default:
      throw g.unit.syntaxError(node, 'Invalid destructuring assignment target');
  }
}

/** A target whose object and key, if it has any, are evaluated before the word is fetched. */
interface Target {
  readonly prepare: (fp: number) => void;
  readonly store: Store;
}

/** Slots of the target stay taken: the caller releases them. */
function compileTarget(g: FunctionContext, node: Node, declares: boolean): Target {
  const fallback =
    node.type === 'AssignmentPattern' || node.type === 'AssignmentExpression' ? node : undefined;
  const target = fallback?.left ?? node;
  if (target.type !== 'MemberExpression') {
    return { prepare: () => undefined, store: g.pattern(node, declares) };
  }
  const { prepare, write } = memberPlace(g, target);
  if (!fallback?.right) return { prepare, store: write };
  const run = g.expr(fallback.right);
  return { prepare, store: (fp, word) => write(fp, word === UNDEFINED ? run(fp) : word) };
}

function withDefault(
  g: FunctionContext,
  target: Node,
  fallback: Expression,
  declares: boolean,
): Store {
  const run = g.expr(fallback, nameOfTarget(target));
  const store = g.pattern(target, declares);
  return (fp, word) => store(fp, word === UNDEFINED ? run(fp) : word);
}

function objectPattern(g: FunctionContext, node: ESTree.ObjectPattern, declares: boolean): Store {
  const { vm, words } = g;
  const mark = g.top;
  const t = g.take();
  const rest = node.properties.at(-1);
  const hasRest = rest?.type === 'RestElement';
  const keySlots: number[] = [];
  const steps = node.properties.map((property): ((fp: number) => void) => {
    if (property.type === 'RestElement') {
      const r = g.take();
      const store = g.pattern(property.argument, declares);
      return (fp) => {
        words[fp + r] = newObject(vm);
        const excluded = keySlots.map((slot) => fp + slot);
        copyProperties(vm, fp + r, words[fp + t]!, excluded);
        store(fp, words[fp + r]!);
      };
    }
    // The keys before a rest element are kept: it leaves them out.
    const k = g.take();
    if (hasRest) keySlots.push(k);
    const key = compileKey(g, property, k);
    const { prepare, store } = compileTarget(g, property.value, declares);
    if (!hasRest) g.release(k);
    return (fp) => {
      key(fp);
      prepare(fp);
      store(fp, get(vm, words[fp + t]!, words[fp + k]!));
    };
  });
  g.release(mark);
  const first = node.properties[0];
  const name = first?.type === 'Property' ? staticKey(first.key, first.computed) : undefined;
  return (fp, word) => {
    if (isNullish(word)) refuseNullish(vm, word, name);
    words[fp + t] = word;
    for (let i = 0; i < steps.length; i++) steps[i]!(fp);
  };
}

function refuseNullish(vm: Machine, word: Word, name: string | undefined): never {
  const what = word === UNDEFINED ? 'undefined' : 'null';
  if (name === undefined) {
    return vm.throwing.error('TypeError', `Cannot destructure '${what}' as it is ${what}.`);
  }
  const message = `Cannot destructure property '${name}' of '${what}' as it is ${what}.`;
  return vm.throwing.error('TypeError', message);
}

/**
 * Slots of an array pattern under way: the iterator, its `next`, and whether it is done. An
 * array that iterates as arrays do stands for its own iterator, with INTERNAL for `next`.
 */
const enum Slot {
  ITERATOR = 0,
  NEXT = 1,
  DONE = 2,
  INDEX = 3,
  COUNT = 4,
}

/** `...rest`: what the iteration at slot t still gives, as an array. Its slot stays taken. */
function restOfArray(
  g: FunctionContext,
  element: ESTree.RestElement,
  declares: boolean,
  t: number,
): (fp: number) => void {
  const { vm, words } = g;
  const r = g.take();
  const { prepare, store } = compileTarget(g, element.argument, declares);
  return (fp) => {
    prepare(fp);
    words[fp + r] = newArray(vm, 0);
    for (let w = step(vm, fp + t); w !== HOLE; w = step(vm, fp + t)) {
      arrayPush(vm, words[fp + r]!, w);
      vm.fuel.charge(1);
    }
    store(fp, words[fp + r]!);
  };
}

function arrayPattern(
  g: FunctionContext,
  node: ESTree.ArrayPattern,
  declares: boolean,
  text: string | undefined,
): Store {
  const { vm, words, stack } = g;
  const mark = g.top;
  const t = g.take(Slot.COUNT);
  const steps = node.elements.map((element): ((fp: number) => void) => {
    if (element === null) return (fp) => void advance(vm, fp + t);
    if (element.type === 'RestElement') return restOfArray(g, element, declares, t);
    const mark = g.top;
    const { prepare, store } = compileTarget(g, element, declares);
    g.release(mark);
    return (fp) => {
      prepare(fp);
      store(fp, advance(vm, fp + t));
    };
  });
  g.release(mark);
  return (fp, word) => {
    const at = fp + t;
    open(vm, at, word, text);
    const { sp, depth } = stack;
    try {
      for (let i = 0; i < steps.length; i++) steps[i]!(fp);
    } catch (e) {
      stack.sp = sp;
      stack.fp = fp;
      stack.depth = depth;
      const plain = words[at + Slot.NEXT] === INTERNAL;
      if (e !== GUEST_THROW || plain || words[at + Slot.DONE] === TRUE) throw e;
      closeAfterThrow(vm, words[at]!, e);
    }
    const unfinished = words[at + Slot.DONE] === FALSE && words[at + Slot.NEXT] !== INTERNAL;
    if (unfinished) closeIterator(vm, words[at]!);
  };
}

/** Begins to take `word` apart in the slots from `at`. */
function open(vm: Machine, at: number, word: Word, text: string | undefined): void {
  const { words } = vm;
  words[at + Slot.DONE] = FALSE;
  words[at + Slot.INDEX] = 0;
  words[at + Slot.NEXT] = INTERNAL;
  words[at] = word;
  if (isPlainIterable(vm, word)) return;
  if (isNullish(word) && text === undefined) refuseIteration(vm, word);
  words[at] = getIterator(vm, word, text);
  words[at + Slot.NEXT] = get(vm, words[at]!, vm.name(Name.next));
}

function refuseIteration(vm: Machine, word: Word): never {
  const what = word === UNDEFINED ? 'undefined' : 'object null';
  const text = `${what} is not iterable (cannot read property Symbol(Symbol.iterator))`;
  return vm.throwing.error('TypeError', text);
}

/** The iterator's next word, or HOLE; an iterator that throws counts as done. */
function step(vm: Machine, at: number): Word {
  const { words } = vm;
  if (words[at + Slot.DONE] === TRUE) return HOLE;
  if (words[at + Slot.NEXT] === INTERNAL) return stepArray(vm, at);
  words[at + Slot.DONE] = TRUE;
  const word = iteratorStep(vm, words[at]!, words[at + Slot.NEXT]!);
  if (word !== HOLE) words[at + Slot.DONE] = FALSE;
  return word;
}

function stepArray(vm: Machine, at: number): Word {
  const { words } = vm;
  const index = words[at + Slot.INDEX]! >> 1;
  if (index >= arrayLength(vm, words[at]!)) {
    words[at + Slot.DONE] = TRUE;
    return HOLE;
  }
  words[at + Slot.INDEX] = (index + 1) << 1;
  return getElement(vm, words[at]!, index << 1);
}

function advance(vm: Machine, at: number): Word {
  const word = step(vm, at);
  return word === HOLE ? UNDEFINED : word;
}
