/**
 * For a suite in which the engine's stack ends often: the runner asks for whole traces, and where the stack ends these have thousands of
 * frames.
 */
export function shortTraces(): void {
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 10));
  after(() => (Error.stackTraceLimit = stackTraceLimit));
}
