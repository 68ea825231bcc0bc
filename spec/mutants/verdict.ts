// What the tests say of a mutant.

/** What came of a run of tests. */
export type Verdict =
  /** An assertion of a test, or the verifier, found the fault. */
  | { readonly outcome: 'killed'; readonly test: string; readonly says: string }
  /** A test failed, but by an exception that nobody expected: it was luck. */
  | { readonly outcome: 'crashed'; readonly test: string; readonly says: string }
  | { readonly outcome: 'alive' }
  /** It took too long, or the process ended without a report. */
  | { readonly outcome: 'hung' }
  | { readonly outcome: 'no such test' };

/** A test as mocha's report has it. */
interface Reported {
  readonly fullTitle: string;
  readonly err: { readonly message?: string; readonly stack?: string };
}

/** What mocha's reporter `json` writes, as far as it is of use here. */
export interface Report {
  readonly passes: readonly Reported[];
  readonly failures: readonly Reported[];
}

/** The errors by which a spec says that something is not as it should be. */
const ASSERTION = /\b(AssertionError|CorruptHeapError)\b/;
const TIMEOUT = /^Timeout of \d+ms exceeded/;
const LONGEST_MESSAGE = 90;

/** What a report says; without one, the run was ended from outside. */
export function judge(report: Report | undefined): Verdict {
  if (report === undefined) return { outcome: 'hung' };
  const [failure] = report.failures;
  if (failure === undefined)
    return { outcome: report.passes.length === 0 ? 'no such test' : 'alive' };
  const { message = '', stack = '' } = failure.err;
  if (TIMEOUT.test(message)) return { outcome: 'hung' };
  const outcome = ASSERTION.test(`${stack} ${message}`) ? 'killed' : 'crashed';
  const [firstLine = ''] = message.split('\n');
  return { outcome, test: failure.fullTitle, says: firstLine.slice(0, LONGEST_MESSAGE) };
}
