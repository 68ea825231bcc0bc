// What a call does with the frame of a native, or of a bound function, before it runs.

import { At } from '../values/layouts.ts';
import type { Machine, Realm } from '../machine/machine.ts';
import { NATIVE_COST } from '../machine/limits.ts';
import type { Word } from '../values/words.ts';

/** Runs the NativeFunction at fp-2. May collect. */
export function invokeNative(vm: Machine, fp: number, argc: number): Word {
  const { words, stack } = vm;
  const { sp, fp: callerFp } = stack;
  vm.fuel.charge(1 + argc);
  if (fp + argc > sp) stack.sp = fp + argc;
  words[fp - 4] = callerFp << 1;
  stack.fp = fp;
  stack.depth += NATIVE_COST;
  if (stack.depth > stack.depthLimit || stack.sp > stack.limit) stack.overflow();
  const native = vm.natives[words[(words[fp - 2]! >>> 2) + At.NATIVE_INDEX]!]!;
  const result = native(vm, fp, argc);
  stack.depth -= NATIVE_COST;
  stack.fp = callerFp;
  stack.sp = sp;
  return result;
}

/** Rewrites the frame of a BoundFunction to that of its target; returns the new argc. */
export function unbind(vm: Realm, fp: number, argc: number, withThis: boolean): number {
  const { words, stack } = vm;
  const bound = words[fp - 2]! >>> 2;
  const list = words[bound + At.BOUND_ARGUMENTS]! >>> 2;
  const count = words[list + At.CAPACITY]! >> 1;
  if (fp + argc + count > stack.limit) stack.overflow();
  vm.fuel.charge(1 + (count >>> 4));
  words.copyWithin(fp + count, fp, fp + argc);
  words.copyWithin(fp, list + At.FIRST_ELEMENT, list + At.FIRST_ELEMENT + count);
  if (withThis) words[fp - 1] = words[bound + At.BOUND_THIS]!;
  words[fp - 2] = words[bound + At.BOUND_TARGET]!;
  return argc + count;
}
