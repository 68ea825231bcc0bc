/**
 * What an engine throws when its own limits are met. All of it is a RangeError (Firefox: also an
 * InternalError); tidemark's errors are neither.
 */
export type EngineLimit = 'stack' | 'size';

/** Which limit of the engine an exception tells of; undefined for everything else. */
export function engineLimit(e: unknown): EngineLimit | undefined {
  if (!(e instanceof Error)) return undefined;
  if (!(e instanceof RangeError) && e.name !== 'InternalError') return undefined;
  // The texts are the engine's own: where one is not known, the stack is by far the likelier.
  return /\b(length|size of|Map|Set|BigInt|memory|digits)\b/i.test(e.message) ? 'size' : 'stack';
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
