// Functions that somebody registered to be called. One function may be registered twice, by two who
// know nothing of each other: it is called twice, and each takes back his own registration alone.

import { callable, checkArgument } from './check.ts';

const FUNCTION = callable<unknown>();

/** What came of calling many: what they returned, and what those threw that did not. */
export interface Told<Answer> {
  readonly answers: Answer[];
  readonly thrown: unknown[];
}

/** Calls each. One that throws stops no other. */
export function callEach<Args extends readonly unknown[], Answer>(
  calls: Iterable<(...args: Args) => Answer>,
  ...args: Args
): Told<Answer> {
  const answers: Answer[] = [];
  const thrown: unknown[] = [];
  for (const call of calls)
    try {
      answers.push(call(...args));
    } catch (error) {
      thrown.push(error);
    }
  return { answers, thrown };
}

/** Registered functions, in the order of their registration. */
export class Listeners<Args extends readonly unknown[] = [], Answer = void> {
  private readonly registrations = new Set<{ readonly call: (...args: Args) => Answer }>();

  get count(): number {
    return this.registrations.size;
  }

  /**
   * Registers a function. What comes back takes this registration back; the second time it does
   * nothing. Throws BadRequestError for what is no function.
   */
  add(call: (...args: Args) => Answer): () => void {
    checkArgument('a registration', 'the function', call, FUNCTION);
    const registration = { call };
    this.registrations.add(registration);
    return () => {
      this.registrations.delete(registration);
    };
  }

  /**
   * Calls each of those that are registered now and still are when it is their turn. One that
   * throws stops no other.
   */
  callAll(...args: Args): Told<Answer> {
    return callEach(this.current(), ...args);
  }

  private *current(): IterableIterator<(...args: Args) => Answer> {
    for (const registration of [...this.registrations])
      if (this.registrations.has(registration)) yield registration.call;
  }
}
