// Calls of guest functions: on frames that are written already, and from the host.

import type { Run } from '../machine/code.ts';
import { constructFrame } from './construct.ts';
import { describeCallee } from './errors.ts';
import { invokeNative, unbind } from './frames.ts';
import { At, Kind } from '../values/layouts.ts';
import type { Calls, Machine } from '../machine/machine.ts';
import type { ShadowStack } from '../machine/shadow-stack.ts';
import { FRAME_HEADER } from '../machine/limits.ts';
import { UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Calls and constructions, on frames that are there and from the host. */
export class GuestCalls implements Calls {
  private readonly words: Int32Array;
  private readonly runs: readonly Run[];
  private readonly stack: ShadowStack;

  constructor(private readonly vm: Machine) {
    this.words = vm.words;
    this.runs = vm.runs;
    this.stack = vm.stack;
  }

  invoke(fp: number, argc: number, callee?: string): Word {
    const { vm, words } = this;
    for (;;) {
      const f = words[fp - 2]!;
      const kind = (f & 7) === 1 ? (words[f >>> 2]! >>> 10) & 0xfff : 0;
      if (kind === Kind.Function) {
        return this.runs[words[(f >>> 2) + At.FUNCTION_CODE]!]!(fp, argc);
      }
      if (kind === Kind.NativeFunction) return invokeNative(vm, fp, argc);
      if (kind !== Kind.BoundFunction) {
        const what = callee ?? describeCallee(vm, f);
        return vm.throwing.error('TypeError', `${what} is not a function`);
      }
      argc = unbind(vm, fp, argc, true);
    }
  }

  constructFrame(fp: number, argc: number, callee?: string): Word {
    return constructFrame(this.vm, fp, argc, callee);
  }

  call(fn: Word, thisValue: Word, ...args: Word[]): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, args.length);
    for (let i = 0; i < args.length; i++) this.words[fp + i] = args[i]!;
    return this.invoke(fp, args.length);
  }

  call1(fn: Word, thisValue: Word, a: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 1);
    this.words[fp] = a;
    return this.invoke(fp, 1);
  }

  call2(fn: Word, thisValue: Word, a: Word, b: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 2);
    this.words[fp] = a;
    this.words[fp + 1] = b;
    return this.invoke(fp, 2);
  }

  call3(fn: Word, thisValue: Word, a: Word, b: Word, c: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 3);
    this.words[fp] = a;
    this.words[fp + 1] = b;
    this.words[fp + 2] = c;
    return this.invoke(fp, 3);
  }

  call4(fn: Word, thisValue: Word, a: Word, b: Word, c: Word, d: Word): Word {
    const fp = this.openFrame(fn, thisValue, UNDEFINED, 4);
    this.words[fp] = a;
    this.words[fp + 1] = b;
    this.words[fp + 2] = c;
    this.words[fp + 3] = d;
    return this.invoke(fp, 4);
  }

  construct(fn: Word, ...args: Word[]): Word {
    const fp = this.openFrame(fn, UNDEFINED, fn, args.length);
    for (let i = 0; i < args.length; i++) this.words[fp + i] = args[i]!;
    return this.constructFrame(fp, args.length);
  }

  openFrame(fn: Word, thisValue: Word, newTarget: Word, argc: number): number {
    const { words, stack } = this;
    const fp = stack.sp + FRAME_HEADER;
    if (fp + argc > stack.limit) stack.overflow();
    words[fp - 5] = newTarget;
    words[fp - 4] = 0;
    words[fp - 3] = 0;
    words[fp - 2] = fn;
    words[fp - 1] = thisValue;
    return fp;
  }
}
