// What lies behind the length of an object that is not traced, in words: the text of a string, the
// numbers of an array. A dead object can be asked for too, so that a length is not believed.

import { HEADER_BYTES } from '../object/header.ts';
import { NUMBER_BYTES, type NumberKind } from '../object/kinds.ts';
import { LENGTH_WORD, UNITS_OFFSET, WIDE } from '../object/string-shape.ts';
import { type FieldContent, READERS } from './readers.ts';

/** Units of a text, and numbers of an array, that are shown. */
const MOST_UNITS = 60;
const MOST_NUMBERS = 16;
const NUMBERS_OFFSET = HEADER_BYTES + 4;

/** An object in memory. */
export interface Place {
  readonly view: DataView;
  readonly address: number;
  /** Its bytes, header included. */
  readonly bytes: number;
}

/** The text of a string in quotes; of a long one its beginning, and how long it is. */
export function textOf({ view, address, bytes }: Place): string {
  const length = view.getUint32(address + LENGTH_WORD * 4, true);
  const width = (length & WIDE) === 0 ? 1 : 2;
  const room = Math.max(0, Math.floor((bytes - UNITS_OFFSET) / width));
  const units = Math.min(length >>> 1, room);
  const read = READERS[width === 1 ? 'u8' : 'u16'];
  const shown = Array.from({ length: Math.min(units, MOST_UNITS) }, (_, index) =>
    read(view, address + UNITS_OFFSET + index * width),
  );
  const text = String.fromCharCode(...(shown as number[]));
  if (units <= MOST_UNITS) return JSON.stringify(text);
  return `${JSON.stringify(`${text}…`)} of ${units} units`;
}

/** The numbers of an array; of a long one the first, and how many more there are. */
export function numbersOf(
  { view, address, bytes }: Place,
  kind: NumberKind,
  alignment: number,
): string {
  const unit = NUMBER_BYTES[kind];
  const first = Math.ceil((address + NUMBERS_OFFSET) / alignment) * alignment;
  const most = Math.max(0, Math.floor((address + bytes - first) / unit));
  const length = Math.min(view.getUint32(address + HEADER_BYTES, true), most);
  const shown: (FieldContent | string)[] = Array.from(
    { length: Math.min(length, MOST_NUMBERS) },
    (_, index) => READERS[kind](view, first + index * unit),
  );
  if (length > MOST_NUMBERS) shown.push(`${length - MOST_NUMBERS} more`);
  return `[ ${shown.join(', ')} ]`;
}
