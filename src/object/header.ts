export const A_SHIFT = 3; export const B = 1 << A_SHIFT; export function ff(words: Int32Array, i: number): number { return words[i]!; }
