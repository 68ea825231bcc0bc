// Loaded before any spec. The runner asks for whole stack traces; where the engine's stack ends, as
// many specs have it, these have thousands of frames each, and take most of the time.

/** The runner's name for hooks around everything. @kept */
export const mochaHooks = {
  beforeAll(): void {
    Error.stackTraceLimit = 20;
  },
};
