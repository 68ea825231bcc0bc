import { Name } from '../../runtime/values/intrinsics.ts';
import { isString } from '../../runtime/values/layouts.ts';
import { getOwn } from '../../runtime/objects/properties.ts';
import { peek } from '../../runtime/objects/peek.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import { preview } from './preview.ts';

export interface ErrorText {
  readonly shown: string;
  /** Keys of properties that the text has already told. */
  readonly told: Word[];
}

function textOf(vm: Realm, obj: Word, key: Word): string | undefined {
  const own = getOwn(vm, obj, key);
  const w = own === undefined || own.isAccessor ? peek(vm, obj, key) : own.value;
  return isString(vm.words, w) ? preview(vm, w) : undefined;
}

/**
 * An error as console.log shows it: its stack, headed by the class where that says more, in
 * brackets when there are no frames.
 */
export function errorText(vm: Realm, error: Word, constructor: string | null): ErrorText {
  const name = textOf(vm, error, vm.name(Name.name)) ?? 'Error';
  const message = textOf(vm, error, vm.name(Name.message)) ?? '';
  let stack = textOf(vm, error, vm.name(Name.stack)) ?? '';
  if (stack === '') stack = message === '' ? name : name === '' ? message : `${name}: ${message}`;
  stack = withClass(stack, name, constructor);
  const told = [Name.name, Name.message, Name.stack]
    .map((which) => vm.name(which))
    .filter((key) => stack.includes(textOf(vm, error, key) ?? '\0'));
  const hasFrames = stack.includes('\n    at');
  return { shown: hasFrames ? stack : `[${stack}]`, told };
}

/** Puts the class in front when the stack only has the name it inherited. */
function withClass(stack: string, name: string, constructor: string | null): string {
  if (constructor === null || constructor === name || !name.endsWith('Error')) return stack;
  const next = stack[name.length];
  if (!stack.startsWith(name) || (next !== undefined && next !== ':' && next !== '\n'))
    return stack;
  const rest = stack.slice(name.length);
  return constructor.includes(name) ? constructor + rest : `${constructor} [${name}]${rest}`;
}
