import type { Chunk, OutputFd, RingReader } from './output-ring.ts';

/** Where a chunk goes. A full pipe does not hold these streams' thread up. */
function streamOf(fd: OutputFd): NodeJS.WriteStream {
  return fd === 1 ? process.stdout : process.stderr;
}

/**
 * Writes what a ring holds to the descriptors, one chunk after the other: a chunk is not begun
 * before the one before it was written, since both descriptors may lead to one pipe.
 */
export class OutputPump {
  private isWriting = false;
  private broken: OutputFd | undefined;
  private waiting: (() => void)[] = [];

  /**
   * `onBroken` is told once, when a descriptor cannot be written, what the operating system calls
   * that: EPIPE is a reader that has gone. From then on nothing is taken from the ring.
   */
  constructor(
    private readonly ring: RingReader,
    private readonly onBroken: (reason: string) => void,
  ) {
    for (const fd of [1, 2] as const) streamOf(fd).on('error', (error) => this.fail(fd, error));
  }

  /** There may be something in the ring. */
  wake(): void {
    if (!this.isWriting) this.next();
  }

  /** Resolves when all that is in the ring was written, or cannot be. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.wake();
    });
  }

  /** Writes a line of our own to the standard error, behind what is in the ring. */
  async say(line: string): Promise<void> {
    await this.drained();
    if (this.broken === 2) return;
    await new Promise<void>((resolve) => process.stderr.write(`${line}\n`, () => resolve()));
  }

  private next(): void {
    const chunk = this.broken === undefined ? this.ring.take() : undefined;
    this.isWriting = chunk !== undefined;
    if (chunk !== undefined) this.write(chunk);
    else for (const resolve of this.waiting.splice(0)) resolve();
  }

  private write({ fd, bytes }: Chunk): void {
    streamOf(fd).write(bytes, (error) => {
      if (error) this.fail(fd, error);
      this.next();
    });
  }

  private fail(fd: OutputFd, error: Error): void {
    if (this.broken !== undefined) return;
    this.broken = fd;
    this.onBroken('code' in error ? String(error.code) : error.message);
  }
}
