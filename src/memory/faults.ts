// Exceptions of the host's own code (listeners, page sources) that come at a time when none can be
// thrown: a heap holds them until its books are in order.

/** Faults that have been noted and not yet told. */
export class Faults {
  private noted: unknown[] = [];

  note(error: unknown): void {
    this.noted.push(error);
  }

  noteAll(errors: readonly unknown[]): void {
    this.noted.push(...errors);
  }

  /** Calls the host's code; what it throws is noted. */
  attempt(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.note(error);
    }
  }

  /** All that were noted, which are forgotten here. */
  take(): readonly unknown[] {
    const { noted } = this;
    if (noted.length > 0) this.noted = [];
    return noted;
  }
}

/**
 * An exception of the host's code on its way through the library, which ended a collection before
 * anything was freed.
 */
export class Interruption extends Error {
  constructor(readonly reason: unknown) {
    super('a callback of the host threw');
  }
}
