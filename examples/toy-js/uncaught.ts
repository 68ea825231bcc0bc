import { HeapLimitError, OutOfMemoryError } from '../../src/index.ts';
import { hostErrorOf } from './host-errors.ts';
import { GUEST_THROW } from './runtime/machine/faults.ts';
import { describeCallee, errorStack } from './runtime/calls/errors.ts';
import { Intrinsic, Name } from './runtime/values/intrinsics.ts';
import { isObject, isString, Kind, kindOf } from './runtime/values/layouts.ts';
import { peek } from './runtime/objects/peek.ts';
import { hostString } from './runtime/strings/host.ts';
import type { Machine } from './runtime/machine/machine.ts';
import type { Word } from './runtime/values/words.ts';

/** What the program threw and nobody caught. */
export interface Uncaught {
  /** One or more lines: name and message, and the guest's stack. */
  readonly text: string;
  readonly outOfMemory: boolean;
}

/** Longer texts are cut: an error's message can be as long as the heap. */
const MAX_TEXT = 4096;
const OUT_OF_MEMORY: Uncaught = { text: 'RangeError: out of memory', outOfMemory: true };

/**
 * The report of what `run` threw, or undefined when it is no guest error. Nothing of the guest
 * runs for it: its accessors are not called, so the report cannot throw or loop.
 */
export function describeUncaught(vm: Machine, thrown: unknown): Uncaught | undefined {
  if (thrown instanceof HeapLimitError || thrown instanceof OutOfMemoryError) return OUT_OF_MEMORY;
  const host = hostErrorOf(thrown);
  if (host !== undefined) return { text: `${host.name}: ${host.message}`, outOfMemory: false };
  if (thrown !== GUEST_THROW) return undefined;
  const word = vm.intrinsic(Intrinsic.Thrown);
  if (word === vm.intrinsic(Intrinsic.OutOfMemory)) return OUT_OF_MEMORY;
  try {
    return { text: describeThrown(vm, word), outOfMemory: false };
  } catch (error) {
    if (error instanceof HeapLimitError || error === GUEST_THROW)
      return { text: 'an error that there is no room to describe', outOfMemory: false };
    throw error;
  }
}

function describeThrown(vm: Machine, word: Word): string {
  if (!isObject(vm.words, word)) {
    const text = describeCallee(vm, word);
    return cut(text);
  }
  const header = headerOf(vm, word);
  if (kindOf(vm.words, word) !== Kind.Error) return header ?? describeCallee(vm, word);
  const stack = textOf(vm, errorStack(vm, word)) ?? '';
  const frames = stack.search(/\n {4}at /);
  if (header === undefined) return cut(stack === '' ? 'Error' : stack);
  return header + (frames < 0 ? '' : cut(stack.slice(frames)));
}

/** `name: message` as they stand now; undefined when it has neither. */
function headerOf(vm: Machine, error: Word): string | undefined {
  const name = textOf(vm, peek(vm, error, vm.name(Name.name)));
  const message = textOf(vm, peek(vm, error, vm.name(Name.message)));
  if (name === undefined || name === '') return message;
  return message === undefined || message === '' ? name : `${name}: ${message}`;
}

function textOf(vm: Machine, word: Word): string | undefined {
  return isString(vm.words, word) ? cut(hostString(vm, word)) : undefined;
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
