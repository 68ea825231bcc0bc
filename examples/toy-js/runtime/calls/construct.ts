import { MAX_CAPACITY, newObjectOfShape, rootOf } from '../objects/allocate.ts';
import type { Code } from '../machine/code.ts';
import { describeCallee } from './errors.ts';
import { invokeNative, unbind } from './frames.ts';
import { isConstructor, protoForConstruct } from './functions.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import { At, isObject, Kind } from '../values/layouts.ts';
import { Flag, Flavor } from '../objects/shapes.ts';
import type { Machine, Memory, Realm } from '../machine/machine.ts';
import { UNDEFINED, UNINITIALIZED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

export { isConstructor };

/**
 * Runs a construction on a frame whose callee, new.target and arguments are written. A base
 * constructor finds its `this` allocated; a derived one finds UNINITIALIZED; a native finds
 * new.target at fp-5 and allocates for itself. May collect.
 */
export function constructFrame(vm: Machine, fp: number, argc: number, callee?: string): Word {
  const { words } = vm;
  for (;;) {
    const f = words[fp - 2]!;
    const kind = (f & 7) === 1 ? (words[f >>> 2]! >>> 10) & 0xfff : 0;
    if (kind === Kind.Function) {
      const index = words[(f >>> 2) + At.FUNCTION_CODE]!;
      const code = vm.codes[index]!;
      if (!code.isConstructor) break;
      if (code.isDerived) {
        words[fp - 1] = UNINITIALIZED;
        return vm.runs[index]!(fp, argc);
      }
      return constructBase(vm, fp, argc, index);
    }
    if (!isConstructor(vm, f)) break;
    if (kind === Kind.NativeFunction) {
      words[fp - 1] = UNDEFINED;
      return invokeNative(vm, fp, argc);
    }
    argc = unbind(vm, fp, argc, false);
    if (words[fp - 5] === f) words[fp - 5] = words[fp - 2]!;
  }
  const what = callee ?? describeCallee(vm, words[fp - 2]!);
  return vm.throwing.error('TypeError', `${what} is not a constructor`);
}

function constructBase(vm: Machine, fp: number, argc: number, index: number): Word {
  const { words } = vm;
  const newTarget = words[fp - 5]!;
  const h = newTarget >>> 2;
  const isGuest = ((words[h]! >>> 10) & 0xfff) === Kind.Function;
  let shape = isGuest ? words[h + At.FUNCTION_INSTANCE_SHAPE]! : 0;
  if (shape === 0) shape = instanceShape(vm, fp);
  words[fp - 1] = newObjectOfShape(vm, shape);
  const result = vm.runs[index]!(fp, argc);
  if (isObject(words, result)) return result;
  const made = words[fp - 1]!;
  if (isGuest) {
    const maker = words[fp - 5]! >>> 2;
    const code = vm.codes[words[maker + At.FUNCTION_CODE]!]!;
    if (code.lessons > 0) learn(vm, code, maker, made);
  }
  return made;
}

/** Root shape for the new.target of a frame, which remembers it if it is a guest function. */
function instanceShape(vm: Machine, fp: number): Word {
  const { words, heap } = vm;
  const proto = protoForConstruct(vm, words[fp - 5]!, Intrinsic.ObjectPrototype);
  const newTarget = words[fp - 5]!;
  if (((words[newTarget >>> 2]! >>> 10) & 0xfff) !== Kind.Function) {
    return rootOf(vm, proto, Flavor.PLAIN, 0);
  }
  const code = vm.codes[words[(newTarget >>> 2) + At.FUNCTION_CODE]!]!;
  const shape = rootOf(vm, proto, Flavor.PLAIN, code.instanceCapacity);
  heap.write(newTarget, At.FUNCTION_INSTANCE_SHAPE - 1, shape);
  return shape;
}

/**
 * The first instances show how many properties a constructor gives; later ones get that many
 * slots inline. (A derived class is new.target while its base allocates, so it learns for
 * itself.)
 */
function learn(vm: Memory, code: Code, maker: number, made: Word): void {
  const { words } = vm;
  code.lessons--;
  const shape = words[(made >>> 2) + At.SHAPE]! >>> 2;
  if ((words[shape + At.SHAPE_FLAGS]! & Flag.DICTIONARY) !== 0) return;
  const needed = Math.min((words[shape + At.SHAPE_SLOT_COUNT]! + 1) & ~1, MAX_CAPACITY);
  const first = code.lessons === 3;
  if (needed > code.instanceCapacity || (first && needed < code.instanceCapacity)) {
    code.instanceCapacity = needed;
    words[maker + At.FUNCTION_INSTANCE_SHAPE] = 0;
  }
}

/**
 * What a derived constructor does with its first instance, once `super()` and the body are done.
 */
export function learnFromInstance(vm: Realm, f: Word, made: Word): void {
  const code = vm.codes[vm.words[(f >>> 2) + At.FUNCTION_CODE]!]!;
  if (code.lessons > 0) learn(vm, code, f >>> 2, made);
}
