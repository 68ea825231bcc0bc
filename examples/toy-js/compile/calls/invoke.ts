import { At, Kind } from '../../runtime/values/layouts.ts';
import type { Machine } from '../../runtime/machine/machine.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { PropertySite } from '../members/property-sites.ts';
import type { Expr } from '../types.ts';

/** What a call needs apart from callee and arguments. */
export interface CallSite {
  readonly vm: Machine;
  /** Frame offset of the callee's fp. */
  readonly at: number;
  /** Site id, as an int word. */
  readonly site: Word;
  /** Source text of the callee. */
  readonly text: string;
}

/** Runs the callee at `base - 2`, whatever it is. */
export function invoke(vm: Machine, base: number, argc: number, text: string): Word {
  const { words } = vm;
  const f = words[base - 2]!;
  if ((f & 7) === 1 && ((words[f >>> 2]! >>> 10) & 0xfff) === Kind.Function) {
    return vm.runs[words[(f >>> 2) + At.FUNCTION_CODE]!]!(base, argc);
  }
  return vm.calls.invoke(base, argc, text);
}

/** `f(…)`: `this` is undefined. */
export function callFunction({ vm, at, site, text }: CallSite, f: Expr, args: Expr[]): Expr {
  const { words } = vm;
  const [a, b, c] = args as [Expr, Expr, Expr];
  const argc = args.length;
  const open = (fp: number): number => {
    const base = fp + at;
    words[base - 2] = f(fp);
    words[base - 1] = UNDEFINED;
    words[base - 3] = site;
    words[base - 5] = UNDEFINED;
    return base;
  };
  switch (argc) {
    case 0:
      return (fp) => invoke(vm, open(fp), 0, text);
    case 1:
      return (fp) => {
        const base = open(fp);
        words[base] = a(fp);
        return invoke(vm, base, 1, text);
      };
    case 2:
      return (fp) => {
        const base = open(fp);
        words[base] = a(fp);
        words[base + 1] = b(fp);
        return invoke(vm, base, 2, text);
      };
    case 3:
      return (fp) => {
        const base = open(fp);
        words[base] = a(fp);
        words[base + 1] = b(fp);
        words[base + 2] = c(fp);
        return invoke(vm, base, 3, text);
      };
    default:
      return (fp) => {
        const base = open(fp);
        for (let i = 0; i < argc; i++) words[base + i] = args[i]!(fp);
        return invoke(vm, base, argc, text);
      };
  }
}

/** Writes the header of a method's frame; the method is found through an inline cache. */
function methodOpening(
  { vm, at, site }: CallSite,
  object: Expr,
  key: number,
): (fp: number) => number {
  const { words } = vm;
  const property = new PropertySite(vm, key);
  return (fp) => {
    const base = fp + at;
    const target = object(fp);
    words[base - 1] = target;
    words[base - 2] = property.get(target);
    words[base - 3] = site;
    words[base - 5] = UNDEFINED;
    return base;
  };
}

/** `object.name(…)`, the method found through an inline cache. */
export function callMethod(site: CallSite, object: Expr, key: number, args: Expr[]): Expr {
  const { vm, text } = site;
  const { words } = vm;
  const [a, b, c] = args as [Expr, Expr, Expr];
  const argc = args.length;
  const open = methodOpening(site, object, key);
  switch (argc) {
    case 0:
      return (fp) => invoke(vm, open(fp), 0, text);
    case 1:
      return (fp) => {
        const base = open(fp);
        words[base] = a(fp);
        return invoke(vm, base, 1, text);
      };
    case 2:
      return (fp) => {
        const base = open(fp);
        words[base] = a(fp);
        words[base + 1] = b(fp);
        return invoke(vm, base, 2, text);
      };
    case 3:
      return (fp) => {
        const base = open(fp);
        words[base] = a(fp);
        words[base + 1] = b(fp);
        words[base + 2] = c(fp);
        return invoke(vm, base, 3, text);
      };
    default:
      return (fp) => {
        const base = open(fp);
        for (let i = 0; i < argc; i++) words[base + i] = args[i]!(fp);
        return invoke(vm, base, argc, text);
      };
  }
}
