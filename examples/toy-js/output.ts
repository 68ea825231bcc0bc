import { writeSync } from 'node:fs';

const CAPACITY = 1 << 16;
/** How long to wait for the reader of a full pipe before trying again. */
const RETRY_MS = 1;

/** The output cannot be written: nothing that the program could still say would be heard. */
export class OutputError extends Error {
  override readonly name = 'OutputError';

  constructor(
    /** The operating system's name for what is wrong; EPIPE: the reader has gone. */
    readonly reason: string,
  ) {
    super(`the output cannot be written: ${reason}`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Writes all of `bytes`, waiting where the pipe is full. Throws OutputError when it cannot. */
export function writeFully(fd: number, bytes: Uint8Array): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw new OutputError(codeOf(error));
      Atomics.wait(pause, 0, 0, RETRY_MS);
    }
  }
}

/** Text for a file descriptor, gathered so that a program that prints lines does not wait for each. */
export class Output {
  private pending: string[] = [];
  private length = 0;

  constructor(private readonly fd: number) {}

  write(text: string): void {
    this.pending.push(text);
    this.length += text.length;
    if (this.length >= CAPACITY) this.flush();
  }

  /** Writes what is pending. Throws OutputError. */
  flush(): void {
    const text = this.pending.join('');
    this.pending = [];
    this.length = 0;
    if (text !== '') writeFully(this.fd, Buffer.from(text));
  }
}
