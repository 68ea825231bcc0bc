// What a suite reports: tables, notes, and what each figure says about a criterion.

/** A table with its heading. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Leading columns of words, not figures; default 1. */
  readonly words?: number;
}

/** One figure against one line of what the collector is to reach. */
export interface Verdict {
  /** The number of the criterion; see criteria.ts. */
  readonly criterion: number;
  readonly claim: string;
  readonly figure: string;
  /** Undefined where the peer or the feature was not there to be measured. */
  readonly isMet?: boolean;
}

/** All that one suite found. */
export interface Findings {
  readonly title: string;
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
}

/** How much is measured. `quick` checks that everything works; its figures mean nothing. */
export interface Effort {
  readonly isQuick: boolean;
  readonly rounds: number;
}

/** A suite of measurements. */
export interface Suite {
  readonly name: string;
  measure(effort: Effort): Findings;
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table in markdown. */
export function markdown({ caption, head, rows, words = 1 }: Table): string {
  const rule = head.map((_name, column) => (column < words ? '---' : '---:'));
  return [`**${caption}**`, '', line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A number in three figures, without an exponent. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const magnitude = Math.abs(value);
  const digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
  return value.toFixed(digits);
}

/** Ours as a share of a peer's: 0.125 is an eighth. */
export function ratio(ours: number, peer: number): string {
  return number(ours / peer);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function mebibytes(bytes: number): string {
  return number(bytes / 2 ** 20);
}

/** A verdict on a share that may be at most `limit`. */
export function atMost(
  criterion: number,
  claim: string,
  value: number | undefined,
  limit: number,
  show: (value: number) => string = number,
): Verdict {
  return value === undefined || Number.isNaN(value)
    ? { criterion, claim, figure: 'not measured' }
    : { criterion, claim, figure: show(value), isMet: value <= limit };
}

/** A verdict on a share that must be at least `limit`. */
export function atLeast(
  criterion: number,
  claim: string,
  value: number,
  limit: number,
  show: (value: number) => string = number,
): Verdict {
  return { criterion, claim, figure: show(value), isMet: value >= limit };
}
