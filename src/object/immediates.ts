// Immediates: slot words that belong to the host. The tracer passes over them, and no part of the
// library gives them a meaning: undefined, true, a hole, a character, the index of a builtin.
//
//   31                               3 2   0
//   | payload, 29 bits, 0 … 2²⁹ - 1   | kind |      kind: 3 (…011), 5 (…101), 7 (…111)

import { checkArgument, oneOf, wholeNumber } from '../memory/check.ts';
import { REF_TAG, type SlotWord, TAG_MASK } from './slot.ts';

/** The low three bits of an immediate. */
export type ImmediateKind = 3 | 5 | 7;

const PAYLOAD_SHIFT = 3;

/** The largest payload of an immediate: 2²⁹ - 1. */
export const MAX_PAYLOAD = 2 ** (32 - PAYLOAD_SHIFT) - 1;

const KIND = oneOf(3, 5, 7);
const PAYLOAD = wholeNumber(0, MAX_PAYLOAD);

/**
 * The word of an immediate. Throws BadRequestError for another kind, and for a payload that has no
 * room in 29 bits.
 */
export function immediate(kind: ImmediateKind, payload = 0): SlotWord {
  checkArgument('immediate', 'kind', kind, KIND);
  checkArgument('immediate', 'payload', payload, PAYLOAD);
  return (payload << PAYLOAD_SHIFT) | kind;
}

/**
 * Whether the word is an immediate of the host: odd, and no reference. False for what is no int32.
 */
export function isImmediate(word: SlotWord): boolean {
  const isOdd = typeof word === 'number' && (word | 0) === word && (word & 1) === 1;
  return isOdd && (word & TAG_MASK) !== REF_TAG;
}

/** The kind of an immediate. For another word it has no meaning: ask `isImmediate`. */
export function immediateKind(word: SlotWord): ImmediateKind {
  return (word & TAG_MASK) as ImmediateKind;
}

/** The payload of an immediate, 0 … 2²⁹ - 1. For another word it has no meaning. */
export function immediatePayload(word: SlotWord): number {
  return word >>> PAYLOAD_SHIFT;
}
