/**
 * What the program prints, on its way from the program's thread to the main one, in the order
 * that it was printed in, for both descriptors. The program's thread is busy until it ends, so it
 * cannot write a line later; the main thread is idle, and does. One shared buffer:
 *
 * ```
 *  word 0  written   bytes put in so far, modulo 2^32: only the writer changes it
 *  word 1  read      bytes taken out so far, modulo 2^32: only the reader changes it
 *  word 2  told      1 while the reader knows that there is something to take
 *  then RING_BYTES   records: a word `length << 2 | fd`, then the bytes, up to a whole word
 * ```
 *
 * A record lies in one piece. Where the rest of the ring is too short for one, a record of fd 0
 * says that the next one is at the start.
 */
const WRITTEN = 0;
const READ = 1;
const TOLD = 2;
const HEADER_BYTES = 16;
const RING_BYTES = 1 << 18;
const MASK = RING_BYTES - 1;
/** Code units that go into one record; each takes at most three bytes. */
const MAX_UNITS = 1 << 13;
/** Bytes that are taken out at a time. */
const MAX_TAKEN = 1 << 16;
const RECORD_BYTES = 4;
/** Texts of no more units are copied unit by unit: the encoder costs more than that. */
const SHORT_UNITS = 128;
const SKIP = 0;

/** The descriptors that a program prints to. */
export type OutputFd = 1 | 2;

/** A stretch of text for one descriptor, as UTF-8. */
export interface Chunk {
  readonly fd: OutputFd;
  readonly bytes: Uint8Array;
}

/** The buffer that a writer and a reader share. */
export function newRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + RING_BYTES);
}

function wholeWords(bytes: number): number {
  return (bytes + 3) & ~3;
}

/** The end of the program's thread. */
export class RingWriter {
  private readonly state: Int32Array;
  private readonly heads: Int32Array;
  private readonly bytes: Buffer;
  private written: number;
  /** Bytes of room that there surely are. */
  private room = 0;

  /** `tell` wakes the reader: its thread then calls `take` until there is nothing left. */
  constructor(
    ring: SharedArrayBuffer,
    private readonly tell: () => void,
  ) {
    this.state = new Int32Array(ring, 0, HEADER_BYTES >> 2);
    this.heads = new Int32Array(ring, HEADER_BYTES);
    this.bytes = Buffer.from(ring, HEADER_BYTES);
    this.written = this.state[WRITTEN]!;
  }

  /** Hands `text` over. Waits where the ring is full: whoever reads the output is slow. */
  write(fd: OutputFd, text: string): void {
    for (let from = 0; from < text.length;) {
      const to = endOfPiece(text, from);
      this.put(fd, from === 0 && to === text.length ? text : text.slice(from, to));
      from = to;
    }
  }

  private put(fd: OutputFd, piece: string): void {
    const needed = RECORD_BYTES + wholeWords(piece.length * 3);
    let at = this.written & MASK;
    if (at + needed > RING_BYTES) {
      this.waitFor(RING_BYTES - at);
      this.heads[at >> 2] = SKIP;
      this.publish(RING_BYTES - at);
      at = 0;
    }
    this.waitFor(needed);
    const length = this.encode(piece, at + RECORD_BYTES);
    this.heads[at >> 2] = (length << 2) | fd;
    this.publish(RECORD_BYTES + wholeWords(length));
    if (Atomics.load(this.state, TOLD) === 0 && Atomics.exchange(this.state, TOLD, 1) === 0)
      this.tell();
  }

  /** Bytes that `piece` took from `at` on. */
  private encode(piece: string, at: number): number {
    const { bytes } = this;
    const { length } = piece;
    if (length > SHORT_UNITS) return bytes.write(piece, at);
    for (let i = 0; i < length; i++) {
      const unit = piece.charCodeAt(i);
      if (unit >= 0x80) return bytes.write(piece, at);
      bytes[at + i] = unit;
    }
    return length;
  }

  private publish(bytes: number): void {
    this.written = (this.written + bytes) | 0;
    this.room -= bytes;
    Atomics.store(this.state, WRITTEN, this.written);
  }

  private waitFor(bytes: number): void {
    while (this.room < bytes) {
      const read = Atomics.load(this.state, READ);
      this.room = RING_BYTES - ((this.written - read) | 0);
      if (this.room < bytes) Atomics.wait(this.state, READ, read);
    }
  }
}

/** Where a record that starts at `from` ends: never between the halves of a surrogate pair. */
function endOfPiece(text: string, from: number): number {
  const to = from + MAX_UNITS;
  if (to >= text.length) return text.length;
  return (text.charCodeAt(to - 1) & 0xfc00) === 0xd800 ? to - 1 : to;
}

/** The end of the thread that writes to the descriptors. */
export class RingReader {
  private readonly state: Int32Array;
  private readonly heads: Int32Array;
  private readonly bytes: Buffer;
  private read: number;

  constructor(ring: SharedArrayBuffer) {
    this.state = new Int32Array(ring, 0, HEADER_BYTES >> 2);
    this.heads = new Int32Array(ring, HEADER_BYTES);
    this.bytes = Buffer.from(ring, HEADER_BYTES);
    this.read = this.state[READ]!;
  }

  /**
   * What was printed to one descriptor before anything was to the other, up to MAX_TAKEN bytes
   * of it; undefined when all was taken. From then on the writer tells again.
   */
  take(): Chunk | undefined {
    Atomics.store(this.state, TOLD, 0);
    const written = Atomics.load(this.state, WRITTEN);
    const pieces: Uint8Array[] = [];
    let fd: number = SKIP;
    let taken = 0;
    while (this.read !== written && taken < MAX_TAKEN) {
      const at = this.read & MASK;
      const head = this.heads[at >> 2]!;
      if (head === SKIP) {
        this.read = (this.read + RING_BYTES - at) | 0;
        continue;
      }
      if (fd !== SKIP && fd !== (head & 3)) break;
      fd = head & 3;
      const length = head >>> 2;
      pieces.push(this.bytes.subarray(at + RECORD_BYTES, at + RECORD_BYTES + length));
      this.read = (this.read + RECORD_BYTES + wholeWords(length)) | 0;
      taken += length;
    }
    // A copy: the writer may use the room from here on.
    const bytes = Buffer.concat(pieces);
    Atomics.store(this.state, READ, this.read);
    Atomics.notify(this.state, READ);
    return fd === SKIP ? undefined : { fd: fd as OutputFd, bytes };
  }
}
