// What a check found, and where.

/**
 * Where a fault is: in an object, in one of its slots, in a root, in an arena; or in the books
 * alone.
 */
export interface Where {
  /** Byte address of an object's header. */
  readonly object?: number;
  /** A slot of the object, or without one a root: the index of its word in the space. */
  readonly slot?: number;
  readonly arena?: number;
}

/**
 * Thrown by a check. Its message goes on where the name of the place ends: 'crosses the end of its
 * arena'.
 */
export class Fault extends Error {
  constructor(
    message: string,
    readonly where: Where = {},
  ) {
    super(message);
  }
}
