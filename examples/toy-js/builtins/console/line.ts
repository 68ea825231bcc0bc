import type { Machine } from '../../runtime/machine/machine.ts';

/**
 * Units of a line that are handed on at a time: a line may be longer than any string of the host.
 */
const PART = 1 << 16;
/** Units that get their margins at a time. */
const SLICE = 1 << 12;

/** A line on its way out, with a margin before each of its rows. */
export class Line {
  private text: string;

  constructor(
    private readonly vm: Machine,
    private readonly write: (text: string) => void,
    private readonly margin = '',
  ) {
    this.text = margin;
  }

  /** Each piece is charged, and all text. */
  add(piece: string): void {
    this.vm.fuel.charge(1);
    const { margin } = this;
    if (margin === '') return this.put(piece);
    const breaks = `\n${margin}`;
    for (let i = 0; i < piece.length; i += SLICE) {
      this.put(piece.slice(i, i + SLICE).replaceAll('\n', breaks));
    }
  }

  end(): void {
    this.put('\n');
    this.write(this.text);
  }

  private put(text: string): void {
    this.vm.fuel.chargeUnits(text.length);
    if (this.text.length + text.length > PART) {
      this.write(this.text);
      this.text = text;
    } else this.text += text;
  }
}
