// The stack as its host sees it: without the library's own frames at its top.

/** Frames of a stack that are looked at: the library's own come first. */
const MAX_FRAMES = 32;

/** The file and the place at the end of a frame, as V8 and as other engines write it. */
const PLACE = /(?:\(|@|at )([^(@]+):\d+:\d+\)?$/;
/** What this file is called where it is not bundled. */
const OWN_FOLDER = 'checked/';
/** What is written in JavaScript's own words: `Array.forEach`. */
const NATIVE = /<anonymous>\)?$/;
const OF_ENGINE = /(?:\(|at )node:/;

/** Frames of this moment, without the line that names the error; one that is empty for none. */
function framesNow(): string[] {
  const limits = Error as { stackTraceLimit?: number };
  const { stackTraceLimit } = limits;
  if (stackTraceLimit !== undefined) limits.stackTraceLimit = MAX_FRAMES;
  const { stack = '' } = new Error('here');
  if (stackTraceLimit !== undefined) limits.stackTraceLimit = stackTraceLimit;
  return stack.replace(/^Error: here\n/, '').split('\n');
}

/** Where the library is, by its own frame: the folder of its files. */
function homeOf(frame: string): string | undefined {
  const file = PLACE.exec(frame)?.[1];
  if (file === undefined) return undefined;
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return folder.replaceAll('\\', '/').endsWith(`/${OWN_FOLDER}`)
    ? folder.slice(0, -OWN_FOLDER.length)
    : folder;
}

/**
 * The stack from the host's first frame on. All of it where the library cannot be told from its
 * host, since both are in one file; empty where the engine tells none.
 */
export function hostStack(): string {
  const frames = framesNow();
  const home = homeOf(frames[0]!);
  const isOwn = (frame: string): boolean =>
    home !== undefined && (frame.includes(home) || NATIVE.test(frame));
  const first = frames.findIndex((frame) => !isOwn(frame));
  const isHost = first > 0 && frames[first] !== '' && !OF_ENGINE.test(frames[first]!);
  return (isHost ? frames.slice(first) : frames).join('\n');
}
