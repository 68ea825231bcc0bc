// A list of words that grows, outside of the space.

const FIRST_WORDS = 16;

/** Int32 values, one behind the other. */
export class WordList {
  words = new Int32Array(FIRST_WORDS);
  length = 0;

  push(word: number): void {
    if (this.length === this.words.length) this.grow();
    this.words[this.length++] = word;
  }

  private grow(): void {
    const { words } = this;
    this.words = new Int32Array(words.length * 2);
    this.words.set(words);
  }
}
