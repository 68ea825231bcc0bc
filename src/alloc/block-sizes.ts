// The sizes of blocks by their addresses, for an allocator over one that does not know them:
//
//   pairs   | 0 0 | address size | 0 0 | 0 0 | address size | address size | …      two words a place, a power of two of places
//
// Open addressing: a block stands at the place that its address hashes to, or in the next free one
// behind it; a size is never 0, so 0 is free. At most half of the places are taken. What is removed
// leaves no mark: those behind it move up (Knuth, volume 3, section 6.4, algorithm R). A Map takes
// ten times as long and makes an object of each address above 2 GiB.

/** 2^32 over the golden ratio. */
const GOLDEN = 0x9e3779b1;
const FIRST_BITS = 6;

/** Blocks of one allocator, 16 to 32 bytes each. */
export class BlockSizes {
  private pairs = new Uint32Array(2 << FIRST_BITS);
  private shift = 32 - FIRST_BITS;
  private count = 0;

  /** The size of the block at this address; 0 when there is none. */
  get(address: number): number {
    return this.pairs[this.find(address) * 2 + 1]!;
  }

  /** Notes a block, or its new size; the size that was noted before, or 0. */
  set(address: number, bytes: number): number {
    let place = this.find(address);
    const before = this.pairs[place * 2 + 1]!;
    if (before === 0) {
      if (this.count * 4 >= this.pairs.length) {
        this.grow();
        place = this.find(address);
      }
      this.count++;
    }
    this.pairs[place * 2] = address;
    this.pairs[place * 2 + 1] = bytes;
    return before;
  }

  /** Forgets a block. */
  delete(address: number): void {
    const { pairs } = this;
    const mask = (pairs.length >>> 1) - 1;
    let free = this.find(address);
    if (pairs[free * 2 + 1] === 0) return;
    this.count--;
    for (let place = (free + 1) & mask; pairs[place * 2 + 1] !== 0; place = (place + 1) & mask) {
      const home = this.homeOf(pairs[place * 2]!);
      // It stays when its home lies behind the free place, up to its own.
      if (((place - home) & mask) < ((place - free) & mask)) continue;
      pairs[free * 2] = pairs[place * 2]!;
      pairs[free * 2 + 1] = pairs[place * 2 + 1]!;
      free = place;
    }
    pairs[free * 2 + 1] = 0;
  }

  private homeOf(address: number): number {
    return Math.imul(address, GOLDEN) >>> this.shift;
  }

  /** The block's place, or the free one where it would stand. */
  private find(address: number): number {
    const { pairs } = this;
    const mask = (pairs.length >>> 1) - 1;
    let place = this.homeOf(address);
    while (pairs[place * 2 + 1] !== 0 && pairs[place * 2] !== address) place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const old = this.pairs;
    this.pairs = new Uint32Array(old.length * 2);
    this.shift--;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      const place = this.find(old[at]!);
      this.pairs[place * 2] = old[at]!;
      this.pairs[place * 2 + 1] = old[at + 1]!;
    }
  }
}
