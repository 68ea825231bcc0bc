import { engineLimit } from '../host-errors.ts';
import { GuestSyntaxError } from './syntax-error.ts';

/**
 * Runs a pass over the source, or over its tree. Passes are recursive, so a source that is
 * nested deeply may bring the engine's stack to its end: that is the guest's error, and the
 * GuestSyntaxError says so, wherever the stack ends.
 */
export function withinStack<Result>(source: string, file: string, pass: () => Result): Result {
  try {
    return pass();
  } catch (e) {
    const limit = engineLimit(e);
    if (limit === undefined) throw e;
    const message = limit === 'stack' ? 'nesting too deep' : 'the program is too large';
    throw new GuestSyntaxError(message, file, 1, 1, source);
  }
}
