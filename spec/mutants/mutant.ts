// What a mutant is: the library with one fault made by hand. The specs must notice each of them.

/** One fault, and the spec that must notice it. */
export interface Mutant {
  /** What is wrong, in words; the name of the mutant. */
  readonly fault: string;
  /** Below the root of the tree. */
  readonly file: string;
  /** Occurs just once in the file. */
  readonly text: string;
  readonly becomes: string;
  /**
   * The file of the spec, and a part of the full titles of the tests that must fail by an
   * assertion.
   */
  readonly killedBy: Killer | undefined;
  /** Why no spec can tell the mutant from the library, where that is so. */
  readonly equivalent: string | undefined;
}

/** A spec file below the root, and a part of the full titles of its tests. */
export interface Killer {
  readonly spec: string;
  readonly test: string;
}

interface Fault {
  readonly fault: string;
  readonly text: string;
  readonly becomes: string;
}

/**
 * A fault as the lists have it: with the spec file and the test that notice it, or why nothing can.
 */
export type Entry = Fault &
  ({ readonly killedBy: readonly [spec: string, test: string] } | { readonly equivalent: string });

/** The mutants of one file. */
export function mutantsOf(file: string, entries: readonly Entry[]): readonly Mutant[] {
  return entries.map((entry) => {
    const { fault, text, becomes } = entry;
    if ('equivalent' in entry)
      return { fault, file, text, becomes, killedBy: undefined, equivalent: entry.equivalent };
    const [spec, test] = entry.killedBy;
    return { fault, file, text, becomes, killedBy: { spec, test }, equivalent: undefined };
  });
}

/** How often a text occurs in another. */
export function occurrences(text: string, within: string): number {
  return within.split(text).length - 1;
}
