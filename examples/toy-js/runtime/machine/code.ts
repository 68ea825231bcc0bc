import type { Word } from '../values/words.ts';

/** Runs a guest function on a frame whose header and arguments the caller has written. */
export type Run = (fp: number, argc: number) => Word;

/** What `compile/` says about a function; one `Code` per function of the source text. */
export interface CodeOptions {
  name: string;
  /** What the guest sees as `length`. */
  paramCount: number;
  /** Words from fp on: parameters, locals and temps. */
  frameSize: number;
  /** Units of host stack one activation may use; see `VM.depth`. */
  hostCost: number;
  run: Run;
  file: string;
  line: number;
  column: number;
  /** Source text, for `Function.prototype.toString`. */
  source?: string;
  isConstructor?: boolean;
  isArrow?: boolean;
  isStrict?: boolean;
  isClassConstructor?: boolean;
  /** A class constructor with `extends`: its `this` stays UNINITIALIZED until `super()`. */
  isDerived?: boolean;
}

/**
 * The host's side of a guest function: it is shared by all closures of one source function and
 * lives in `vm.codes`, so there are as many as the program has functions. A class, so that
 * every one has the same hidden class.
 *
 * `run` does the whole activation: depth and stack check, padding, `fp`, `sp`, safepoint,
 * and gives them back. The `run` of a class constructor throws when new.target is
 * UNDEFINED, and that of a derived one returns `this` unless the body returned an object.
 */
export class Code {
  readonly name: string;
  readonly paramCount: number;
  frameSize: number;
  hostCost: number;
  run: Run;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly isConstructor: boolean;
  readonly isArrow: boolean;
  readonly isStrict: boolean;
  readonly isClassConstructor: boolean;
  readonly isDerived: boolean;
  /** Inline property slots of its instances: what the first ones turned out to need. */
  instanceCapacity = 4;
  /** Constructions still watched to learn `instanceCapacity`. */
  lessons = 4;

  constructor(options: CodeOptions) {
    this.name = options.name;
    this.paramCount = options.paramCount;
    this.frameSize = options.frameSize;
    this.hostCost = options.hostCost;
    this.run = options.run;
    this.file = options.file;
    this.line = options.line;
    this.column = options.column;
    this.source = options.source ?? '';
    this.isConstructor = options.isConstructor ?? false;
    this.isArrow = options.isArrow ?? false;
    this.isStrict = options.isStrict ?? false;
    this.isClassConstructor = options.isClassConstructor ?? false;
    this.isDerived = options.isDerived ?? false;
  }
}

/** A call in the source text, for stack traces. Site 0 is "called by the host". */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
