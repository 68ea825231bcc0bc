import { openVM } from '../../../examples/toy-js/runtime/vm/open.ts';
import type { Machine } from '../../../examples/toy-js/runtime/machine/machine.ts';
import type { VMOptions } from '../../../examples/toy-js/runtime/vm/options.ts';
import { internHost } from '../../../examples/toy-js/runtime/strings/intern.ts';
import { isDouble, isString, isSymbol } from '../../../examples/toy-js/runtime/values/layouts.ts';
import { numberOf, numberWord } from '../../../examples/toy-js/runtime/values/numbers.ts';
import { arrayLength } from '../../../examples/toy-js/runtime/arrays/arrays.ts';
import { getIndexed } from '../../../examples/toy-js/runtime/objects/objects.ts';
import { hostString, stringWord } from '../../../examples/toy-js/runtime/strings/host.ts';
import {
  FALSE,
  isInt,
  NULL,
  TRUE,
  UNDEFINED,
} from '../../../examples/toy-js/runtime/values/words.ts';
import type { Word } from '../../../examples/toy-js/runtime/values/words.ts';

/** What the specs put into the guest and read back. */
export type Host = number | string | boolean | null | undefined;

const MIB = 1 << 20;

/** Runs `body` on a VM of its own that collects at every safepoint. */
export function withVM<Result>(body: (vm: Machine) => Result, options: VMOptions = {}): Result {
  const vm = openVM({ limit: 32 * MIB, stressGc: true, ...options });
  try {
    return body(vm);
  } finally {
    vm.dispose();
  }
}

export function toGuest(vm: Machine, value: Host): Word {
  if (value === undefined) return UNDEFINED;
  if (value === null) return NULL;
  if (typeof value === 'boolean') return value ? TRUE : FALSE;
  return typeof value === 'number' ? numberWord(vm, value) : stringWord(vm, value);
}

export function toHost(vm: Machine, w: Word): Host {
  if (w === UNDEFINED) return undefined;
  if (w === NULL) return null;
  if (w === TRUE || w === FALSE) return w === TRUE;
  if (isInt(w) || isDouble(vm.words, w)) return numberOf(vm, w);
  if (isString(vm.words, w)) return hostString(vm, w);
  return isSymbol(vm.words, w) ? 'a symbol' : 'an object';
}

export function key(vm: Machine, name: string): Word {
  return internHost(vm, name);
}

/** The elements of a guest array of primitives. */
export function listOf(vm: Machine, array: Word): Host[] {
  const at = vm.stack.push(array);
  const list: Host[] = [];
  for (let i = 0; i < arrayLength(vm, vm.words[at]!); i++) {
    list.push(toHost(vm, getIndexed(vm, vm.words[at]!, i << 1)));
  }
  vm.stack.sp = at;
  return list;
}

/** "TypeError: message" of what `body` makes the guest throw, or 'nothing'. */
export function thrownBy(vm: Machine, body: () => void): string {
  const { sp, fp, depth } = vm.stack;
  try {
    body();
    return 'nothing';
  } catch (e) {
    vm.stack.sp = sp;
    vm.stack.fp = fp;
    vm.stack.depth = depth;
    const error = vm.stack.push(vm.throwing.caught(e));
    const stack = hostString(vm, getIndexed(vm, vm.words[error]!, key(vm, 'stack')));
    vm.stack.sp = sp;
    return stack.split('\n')[0]!;
  }
}
