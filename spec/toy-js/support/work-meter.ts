/** Units of text or words that the host's own functions handle for one unit of work. */
const UNITS_PER_WORK = 16;

type Callable = (this: unknown, ...args: unknown[]) => unknown;

const TypedArray = Object.getPrototypeOf(Int32Array) as { readonly prototype: object };

/** Functions of the host that take time in proportion to what they are given or give. */
const LINEAR: readonly (readonly [owner: object, names: readonly string[]])[] = [
  [
    String.prototype,
    ['indexOf', 'lastIndexOf', 'includes', 'localeCompare', 'normalize', 'repeat', 'replace'],
  ],
  [String.prototype, ['replaceAll', 'search', 'split', 'toLowerCase', 'toUpperCase']],
  [Array.prototype, ['concat', 'includes', 'indexOf', 'join', 'reverse', 'slice', 'splice']],
  [JSON, ['parse', 'stringify']],
  [Date, ['parse']],
  [
    globalThis,
    ['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'parseFloat'],
  ],
];

/**
 * Counts what the interpreter does without a clock: the steps of its instrumented code (see
 * `instrument.ts`), and what the functions of the host handle that it calls.
 */
export class WorkMeter {
  private readonly undo: (() => void)[] = [];
  private handled = 0;

  constructor() {
    for (const [owner, names] of LINEAR) for (const name of names) this.watch(owner, name);
    for (const name of ['copyWithin', 'fill', 'reverse']) this.watch(TypedArray.prototype, name);
    this.watchExec();
  }

  /** Work since the last call. */
  take(): number {
    const work = globalThis.toyJsSteps[0]! + Math.floor(this.handled / UNITS_PER_WORK);
    globalThis.toyJsSteps[0] = 0;
    this.handled = 0;
    return work;
  }

  /** Gives the host its functions back. */
  close(): void {
    for (const restore of this.undo) restore();
  }

  private watch(owner: object, name: string): void {
    const table = owner as Record<string, Callable>;
    const original = table[name]!;
    const handle = (units: number): void => void (this.handled += units);
    table[name] = function (this: unknown, ...args: unknown[]): unknown {
      const result = Reflect.apply(original, this, args);
      handle(sizeOfCall(this, args, result));
      return result;
    };
    this.undo.push(() => (table[name] = original));
  }

  /** An expression handles the text between where it starts and where its match ends. */
  private watchExec(): void {
    const { exec } = RegExp.prototype;
    const handle = (units: number): void => void (this.handled += units);
    RegExp.prototype.exec = function (text: string): RegExpExecArray | null {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const match = Reflect.apply(exec, this, [text]) as RegExpExecArray | null;
      handle((match === null ? String(text).length : match.index + match[0].length) - from);
      return match;
    };
    this.undo.push(() => (RegExp.prototype.exec = exec));
  }
}

function sizeOfCall(self: unknown, args: readonly unknown[], result: unknown): number {
  // The range that `copyWithin` and `fill` are told, or all of it.
  if (ArrayBuffer.isView(self)) {
    const { length } = self as Int32Array;
    return args.length === 3 ? Number(args[2]) - Number(args[1]) : length;
  }
  return Math.max(...[self, result, ...args].map(sizeOf));
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}
