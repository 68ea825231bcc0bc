import { writeSync } from 'node:fs';

const CAPACITY = 1 << 16;
/** How long to wait for the reader of a full pipe before trying again. */
const RETRY_MS = 1;

/** The reader of the output has gone: nothing that the program could still say would be heard. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Writes all of `bytes`, waiting where the pipe is full. Throws OutputClosedError when it is broken. */
export function writeFully(fd: number, bytes: Uint8Array): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if (codeOf(error) === 'EPIPE') throw new OutputClosedError('the output is closed');
      if (codeOf(error) !== 'EAGAIN') throw error;
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

  /** Writes what is pending. Throws OutputClosedError. */
  flush(): void {
    const text = this.pending.join('');
    this.pending = [];
    this.length = 0;
    if (text !== '') writeFully(this.fd, Buffer.from(text));
  }
}
