/**
 * What an engine throws when its own limits are met: a RangeError, in Firefox also an
 * InternalError, and where a regular expression is compiled at the stack's end a SyntaxError.
 * tidemark's errors are none of these.
 */
export type EngineLimit = 'stack' | 'size';

/** Words of the engines' own texts for what is too large. */
const OF_SIZE = ['ength', 'size of', 'Map ', 'Set ', 'BigInt', 'memory', 'digits'];

/**
 * Which limit of the engine an exception tells of; undefined for everything else. Looks at the
 * text without a regular expression: to compile one takes stack that there may not be.
 */
export function engineLimit(e: unknown): EngineLimit | undefined {
  if (!(e instanceof Error)) return undefined;
  if (e instanceof SyntaxError) return e.message.includes('call stack') ? 'stack' : undefined;
  if (!(e instanceof RangeError) && e.name !== 'InternalError') return undefined;
  // Where a text is not known, the stack is by far the likelier.
  return OF_SIZE.some((word) => e.message.includes(word)) ? 'size' : 'stack';
}

/** What the guest sees of an error that the host's own library threw. */
export interface HostError {
  readonly name: 'RangeError' | 'SyntaxError';
  readonly message: string;
}

const STACK: HostError = { name: 'RangeError', message: 'Maximum call stack size exceeded' };
const SIZE: HostError = { name: 'RangeError', message: 'Invalid string length' };
/** Nothing else in the host's library that builtins use throws a SyntaxError. */
const REGEXP: HostError = {
  name: 'SyntaxError',
  message: 'Invalid regular expression: too large',
};

/**
 * The guest's error for what the host's library threw in the middle of a builtin, in words that do
 * not depend on the host; undefined for what is a fault of the interpreter.
 */
export function hostErrorOf(e: unknown): HostError | undefined {
  const limit = engineLimit(e);
  if (limit !== undefined) return limit === 'stack' ? STACK : SIZE;
  return e instanceof SyntaxError ? REGEXP : undefined;
}

/** Calls of `useStack` that come back before work which must not be cut short is begun. */
const RESERVED_CALLS = 1000;

/**
 * Throws the engine's stack overflow now if little of its stack is left: what comes next is
 * then not cut short by one half-way. Meant for shallow work that changes shared tables.
 */
export function requireHostStack(): void {
  useStack(RESERVED_CALLS);
}

/** Not a tail call and not a loop, so that each level has a frame of its own. */
function useStack(calls: number): number {
  return calls === 0 ? 0 : 1 + useStack(calls - 1);
}
