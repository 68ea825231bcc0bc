// The lock of a space: while somebody has it, the space stays as it is.

import { checkArgument, text } from './check.ts';
import { ReenteredError } from './errors.ts';

/** Who has locked one space. */
export class SpaceLock {
  /** Undefined when nobody has. */
  holder: string | undefined;

  /** Throws ReenteredError if somebody has it, BadRequestError for what is no name. */
  take(who: string): void {
    checkArgument('lock', 'who', who, text);
    this.refuse(`a lock by ${who}`);
    this.holder = who;
  }

  end(): void {
    this.holder = undefined;
  }

  /** Throws ReenteredError, which names who has it, if somebody has. */
  refuse(call: string): void {
    if (this.holder !== undefined) throw new ReenteredError(call, this.holder);
  }
}
