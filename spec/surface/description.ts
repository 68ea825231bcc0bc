// How the public functions are described, and what is derived from a description.

import { expect } from 'chai';
import { inspect } from 'node:util';
import { TidemarkError } from '../../src/index.ts';
import { thrownBy } from '../support/thrown.ts';
import type { Kind } from './kinds.ts';

/** The arguments of one function, by their names and in their order. */
export type Arguments<W> = Readonly<Record<string, Kind<W>>>;

/** One method, or one function. */
export interface Call<W> {
  readonly args: Arguments<W>;
  /**
   * What it does once its object has ended: by default it is refused; on the raw path anything that
   * changes nothing.
   */
  readonly ended?: 'harmless' | 'raw';
  /** Whether what is wrong is refused by a negative number rather than by an error. */
  readonly answersInCodes?: boolean;
  /**
   * What stands for "no", where that is an answer to what is wrong as it is to what cannot be had.
   */
  readonly no?: unknown;
}

/** A constructor. */
export interface Construction<W> {
  readonly class: abstract new (...args: never[]) => object;
  readonly args: Arguments<W>;
  /** Why nobody constructs one; then no right call is made. */
  readonly madeBy?: string;
}

/** Everything about one class, or about functions that stand alone. */
export interface Description<W> {
  /** Objects to make calls among, fresh each time; `run` is called while they are good. */
  readonly within: (run: (world: W) => void) => void;
  /** Whose methods they are; for functions that stand alone, an object that has them. */
  readonly subject: (world: W) => object;
  /** What a refused call must leave as it was. */
  readonly state: (world: W) => unknown;
  /** Throws when something is wrong with the objects. */
  readonly check?: (world: W) => void;
  /** Ends the object, where it can end. */
  readonly end?: (world: W) => void;
  readonly construct?: Construction<W>;
  readonly methods: Readonly<Record<string, Call<W>>>;
}

/** What is derived for one function. */
export interface Derived {
  readonly args: readonly string[];
  /** Arguments that are not looked at, and why. */
  readonly unchecked: ReadonlyMap<string, string>;
  /** Names of options, by the argument. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /**
   * Passes every wrong value of every argument, the others being right; what was not refused as it
   * should, by argument.
   */
  faults(): ReadonlyMap<string, readonly string[]>;
  /** Makes a right call. */
  expectRight?(): void;
  /** Makes a right call after the end. */
  expectEnded?(): void;
}

/** What is derived for a class. */
export interface DerivedClass {
  readonly construct: Derived | undefined;
  readonly methods: ReadonlyMap<string, Derived>;
}

type Invoke = (args: readonly unknown[]) => unknown;

/** A call of a method; where it is a property to be set, its store. */
function invokeOf(subject: object, name: string): Invoke {
  const target = name.replace(/^static /, '');
  return (args) =>
    isSettable(subject, target)
      ? Reflect.set(subject, target, args[0])
      : Reflect.apply((subject as Record<string, Invoke>)[target]!, subject, args);
}

function isSettable(subject: object, name: string): boolean {
  let at: object | null = subject;
  while (at !== null && !Object.hasOwn(at, name)) at = Reflect.getPrototypeOf(at);
  return at !== null && Reflect.getOwnPropertyDescriptor(at, name)!.set !== undefined;
}

function shown(args: readonly unknown[]): string {
  return `(${args.map((arg) => inspect(arg, { depth: 1, breakLength: Infinity })).join(', ')})`;
}

function errorFault(error: unknown, errors: readonly string[]): string | undefined {
  if (error === undefined) return 'was taken';
  if (!(error instanceof TidemarkError)) return `was refused by no typed error: ${String(error)}`;
  if (!errors.includes(error.name)) return `was refused by ${error.name}: ${error.message}`;
  const isSaid = /\S/.test(error.message) && /^[A-Z_]+$/.test(error.code);
  return isSaid ? undefined : 'was refused without a code or a message';
}

function codeFault(answer: unknown, error: unknown): string | undefined {
  if (error !== undefined) return `threw ${String(error)}`;
  const isCode = typeof answer === 'number' && answer < 0;
  return isCode ? undefined : `was answered by ${String(answer)}`;
}

/** What makes calls of one function, as its description says. */
class Caller<W> {
  constructor(
    private readonly description: Description<W>,
    private readonly call: Call<W>,
    private readonly invokeIn: (world: W) => Invoke,
  ) {}

  faults(): ReadonlyMap<string, readonly string[]> {
    const faults = new Map<string, string[]>();
    this.description.within((world) => {
      const invoke = this.invokeIn(world);
      Object.entries(this.call.args).forEach(([name, kind], index) => {
        const found = kind.wrong(world).flatMap((wrong) => {
          const args = this.rightOnes(world);
          args[index] = wrong;
          return this.fault(world, invoke, args, kind.errors) ?? [];
        });
        if (found.length > 0) faults.set(name, found);
      });
    });
    return faults;
  }

  expectRight(): void {
    this.description.within((world) => {
      const answer = this.invokeIn(world)(this.rightOnes(world));
      if (this.call.answersInCodes === true) expect(answer).to.be.at.least(0);
      this.description.check?.(world);
    });
  }

  expectEnded(): void {
    const { description, call } = this;
    description.within((world) => {
      const invoke = this.invokeIn(world);
      const args = this.rightOnes(world);
      description.end!(world);
      const before = description.state(world);
      let answer: unknown;
      const error = thrownBy(() => (answer = invoke(args)));
      expect(description.state(world)).to.deep.equal(before);
      if (call.ended === 'harmless') expect(error).to.equal(undefined);
      if (call.ended !== undefined) return;
      const refusal = this.refusal(answer, error, ['DisposedError', 'HandleError']);
      expect(refusal, shown(args)).to.equal(undefined);
    });
  }

  private rightOnes(world: W): unknown[] {
    return Object.values(this.call.args).map((kind) => kind.right(world));
  }

  /** What did not refuse as it should, in words; undefined where it did. */
  private fault(
    world: W,
    invoke: Invoke,
    args: readonly unknown[],
    errors: readonly string[],
  ): string | undefined {
    const { state, check } = this.description;
    const before = state(world);
    let answer: unknown;
    const error = thrownBy(() => (answer = invoke(args)));
    const refusal = this.refusal(answer, error, errors);
    if (refusal !== undefined) return `${shown(args)} ${refusal}`;
    const changed = thrownBy(() => {
      expect(state(world)).to.deep.equal(before);
      check?.(world);
    });
    return changed === undefined
      ? undefined
      : `${shown(args)} was refused, but changed something: ${String(changed)}`;
  }

  private refusal(answer: unknown, error: unknown, errors: readonly string[]): string | undefined {
    const { answersInCodes, no } = this.call;
    if (answersInCodes === true) return codeFault(answer, error);
    return no !== undefined && error === undefined && answer === no
      ? undefined
      : errorFault(error, errors);
  }
}

function derived<W>(
  description: Description<W>,
  call: Call<W>,
  invokeIn: (world: W) => Invoke,
  isMade: boolean,
): Derived {
  const caller = new Caller(description, call, invokeIn);
  const kinds = Object.entries(call.args);
  return {
    args: kinds.map(([name]) => name),
    unchecked: new Map(
      kinds.flatMap(([name, kind]) =>
        kind.unchecked === undefined ? [] : [[name, kind.unchecked]],
      ),
    ),
    options: new Map(
      kinds.flatMap(([name, kind]) => (kind.options === undefined ? [] : [[name, kind.options]])),
    ),
    faults: () => caller.faults(),
    ...(isMade ? { expectRight: () => caller.expectRight() } : {}),
    ...(isMade && description.end !== undefined ? { expectEnded: () => caller.expectEnded() } : {}),
  };
}

/** All that is derived from a description. */
export function derive<W>(description: Description<W>): DerivedClass {
  const { construct, methods, subject, within, state } = description;
  return {
    construct:
      construct &&
      derived(
        { within, state, subject, methods },
        construct,
        () => (args) => Reflect.construct(construct.class, args),
        construct.madeBy === undefined,
      ),
    methods: new Map(
      Object.entries(methods).map(([name, call]) => [
        name,
        derived(description, call, (world) => invokeOf(subject(world), name), true),
      ]),
    ),
  };
}
