import { Intrinsic } from '../runtime/values/intrinsics.ts';
import { hostSlice, stringWord } from '../runtime/strings/host.ts';
import { concat, flatten, lengthOfString, roomForString } from '../runtime/strings/strings.ts';
import type { Machine } from '../runtime/machine/machine.ts';
import type { Word } from '../runtime/values/words.ts';

/**
 * Units gathered on the host's side before they become a string of the heap. Each chunk is a
 * safepoint, and near the limit each safepoint collects: so they are few.
 */
const CHUNK = 1 << 15;

/**
 * Builds a guest string of any length piece by piece. Only one chunk at a time is the host's;
 * what is done is a rope in the heap, held by a word of the shadow stack, so that the
 * guest's limit ends a string that grows too long.
 */
export class TextBuilder {
  private text = '';
  private readonly slot: number;

  constructor(private readonly vm: Machine) {
    this.slot = vm.stack.push(vm.intrinsic(Intrinsic.EmptyString));
  }

  /** Units so far. */
  get length(): number {
    return lengthOfString(this.vm, this.vm.words[this.slot]!) + this.text.length;
  }

  /** Each piece is charged. May collect. */
  append(piece: string): void {
    this.vm.fuel.charge(1);
    this.text += piece;
    if (this.text.length > CHUNK) this.flush();
  }

  /** Appends a guest string. May collect. */
  appendWord(w: Word): void {
    const { vm } = this;
    if (lengthOfString(vm, w) > CHUNK) {
      const at = vm.stack.push(w);
      this.flush();
      vm.words[this.slot] = concat(vm, vm.words[this.slot]!, vm.words[at]!);
      vm.stack.sp = at;
    } else {
      const flat = flatten(vm, w);
      this.append(hostSlice(vm, flat, 0, lengthOfString(vm, flat)));
    }
  }

  /** Appends units [from, to) of the flat string at `words[slot]`. May collect. */
  appendSlice(slot: number, from: number, to: number): void {
    while (from < to) {
      const end = Math.min(to, from + CHUNK);
      this.append(hostSlice(this.vm, this.vm.words[slot]!, from, end));
      from = end;
    }
  }

  /** Appends `piece` `count` times; throws at once if that cannot fit. May collect. */
  appendRepeated(piece: string, count: number): void {
    if (piece === '') return;
    const added = piece.length * count;
    // What is added little by little meets the limit by itself.
    if (added > CHUNK) roomForString(this.vm, this.length + added, false);
    const perChunk = Math.max(1, Math.floor(CHUNK / piece.length));
    for (; count >= perChunk; count -= perChunk) this.append(piece.repeat(perChunk));
    this.append(piece.repeat(count));
  }

  /** The string, and its slot given back. May collect. */
  finish(): Word {
    this.flush();
    const w = this.vm.words[this.slot]!;
    this.vm.stack.sp = this.slot;
    return w;
  }

  private flush(): void {
    const { vm, text } = this;
    if (text === '') return;
    this.text = '';
    vm.pressure.safepoint();
    const piece = stringWord(vm, text);
    vm.words[this.slot] = concat(vm, vm.words[this.slot]!, piece);
  }
}
