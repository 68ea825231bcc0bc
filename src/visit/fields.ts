// The fields of an object by its layout, and an object in words.

import { addressText } from '../memory/opaque.ts';
import { HEADER_BYTES } from '../object/header.ts';
import { layoutOf, sizeOf } from '../object/header-word.ts';
import { type FieldPlace, isTracedKind, type LayoutRecord } from '../object/layout.ts';
import {
  addressOf,
  integerOf,
  isInteger,
  isRef,
  NULL_REF,
  type Ref,
  type SlotWord,
} from '../object/slot.ts';
import { numbersOf, textOf } from './content.ts';
import type { VisitedParts } from './parts.ts';
import { type FieldContent, READERS } from './readers.ts';

/** Slots of an object without field names that are shown. */
const MOST_SLOTS = 16;

/** Reads objects of one heap by their layouts. */
export class FieldReader {
  private readonly view: DataView;

  constructor(private readonly parts: VisitedParts) {
    this.view = new DataView(parts.pages.space.words.buffer);
  }

  layoutAt(ref: Ref): LayoutRecord | undefined {
    return this.parts.layouts.get(layoutOf(this.parts.pages.space.words[ref >>> 2]!));
  }

  /**
   * Visits the fields of an object, in the order in which they lie. `value` slots come as words.
   */
  forEachField(ref: Ref, visit: (field: FieldPlace, content: FieldContent) => void): void {
    for (const field of this.layoutAt(ref)?.fields ?? []) visit(field, this.read(ref, field));
  }

  /** Visits the slots of an object that the collector traces, with their words. */
  forEachSlot(ref: Ref, visit: (slot: number, word: SlotWord) => void): void {
    const { words } = this.parts.pages.space;
    const payload = (ref >>> 2) + 1;
    const slots = this.slotsOf(ref);
    for (let slot = 0; slot < slots; slot++) visit(slot, words[payload + slot]!);
  }

  /** The name of an object: its layout, and where it is. */
  nameOf(ref: Ref): string {
    return `${this.layoutAt(ref)?.name ?? 'something'} at ${addressText(addressOf(ref))}`;
  }

  /** An object in a line: its name, and what its fields or slots hold. */
  describe(ref: Ref): string {
    const parts: string[] = [];
    this.forEachField(ref, (field, content) => {
      const isSlot = isTracedKind(field.kind) || field.kind === 'weak';
      parts.push(`${field.name}: ${isSlot ? this.wordText(content as number) : String(content)}`);
    });
    if (parts.length > 0) return `${this.nameOf(ref)} { ${parts.join(', ')} }`;
    return `${this.nameOf(ref)} ${this.slotsText(ref)}`;
  }

  private read(ref: Ref, { kind, offset }: FieldPlace): FieldContent {
    return READERS[kind](this.view, addressOf(ref) + offset);
  }

  /** What lies behind the length of an object that is not traced; undefined of all others. */
  private contentText(ref: Ref): string | undefined {
    const { content, alignment } = this.layoutAt(ref) ?? {};
    if (content === undefined || alignment === undefined) return undefined;
    const { view } = this;
    const address = addressOf(ref);
    const bytes = Math.min(this.bytesOf(ref), view.byteLength - address) || 0;
    const place = { view, address, bytes };
    return content === 'text' ? textOf(place) : numbersOf(place, content, alignment);
  }

  private slotsText(ref: Ref): string {
    const slots = this.slotsOf(ref);
    if (slots === 0) return this.contentText(ref) ?? `<${this.bytesOf(ref) - HEADER_BYTES} bytes>`;
    const shown: string[] = [];
    this.forEachSlot(ref, (slot, word) => {
      if (slot < MOST_SLOTS) shown.push(this.wordText(word));
    });
    if (slots > MOST_SLOTS) shown.push(`${slots - MOST_SLOTS} more`);
    return `[ ${shown.join(', ')} ]`;
  }

  private wordText(word: SlotWord): string {
    if (word === NULL_REF) return '0';
    if (isInteger(word)) return String(integerOf(word));
    if (!isRef(word)) return `immediate ${addressText(word >>> 0)}`;
    const isText = this.layoutAt(word)?.content === 'text';
    return isText ? `${this.nameOf(word)} ${this.contentText(word)}` : this.nameOf(word);
  }

  private bytesOf(ref: Ref): number {
    return sizeOf(this.parts.pages.space.words[ref >>> 2]!) || this.parts.larges.bytesOf(ref);
  }

  private slotsOf(ref: Ref): number {
    const traced = this.layoutAt(ref)?.traced ?? 0;
    return traced < 0 ? (this.bytesOf(ref) - HEADER_BYTES) >>> 2 : traced;
  }
}
