import {
  becomePrototype,
  newKindOfShape,
  newObjectWithProto,
  rootOf,
} from '../objects/allocate.ts';
import { newBoxed } from '../operations/convert.ts';
import { makeError } from '../calls/errors.ts';
import { newNative } from '../calls/functions.ts';
import { internHost, internWord, makeInternTable } from '../strings/intern.ts';
import { Intrinsic, Name } from '../values/intrinsics.ts';
import { At, Kind, payloadOf } from '../values/layouts.ts';
import { Attribute, Flavor, transition } from '../objects/shapes.ts';
import { addProperty } from '../objects/storage.ts';
import { newSymbol } from '../values/symbols.ts';
import type { Realm } from '../machine/machine.ts';
import { FALSE, NULL, UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

const PLAIN_PROTOTYPES: readonly Intrinsic[] = [
  Intrinsic.SymbolPrototype,
  Intrinsic.ErrorPrototype,
  Intrinsic.RegExpPrototype,
  Intrinsic.MapPrototype,
  Intrinsic.SetPrototype,
  Intrinsic.DatePrototype,
  Intrinsic.WeakMapPrototype,
  Intrinsic.WeakSetPrototype,
  Intrinsic.WeakRefPrototype,
  Intrinsic.FinalizationRegistryPrototype,
  Intrinsic.IteratorPrototype,
];

const ERROR_PROTOTYPES: readonly (readonly [Intrinsic, string])[] = [
  [Intrinsic.TypeErrorPrototype, 'TypeError'],
  [Intrinsic.RangeErrorPrototype, 'RangeError'],
  [Intrinsic.SyntaxErrorPrototype, 'SyntaxError'],
  [Intrinsic.ReferenceErrorPrototype, 'ReferenceError'],
  [Intrinsic.EvalErrorPrototype, 'EvalError'],
  [Intrinsic.URIErrorPrototype, 'URIError'],
];

const ITERATOR_PROTOTYPES: readonly Intrinsic[] = [
  Intrinsic.ArrayIteratorPrototype,
  Intrinsic.StringIteratorPrototype,
  Intrinsic.MapIteratorPrototype,
  Intrinsic.SetIteratorPrototype,
  Intrinsic.RegExpStringIteratorPrototype,
];

const SYMBOLS: readonly (readonly [Intrinsic, string])[] = [
  [Intrinsic.SymbolIterator, 'Symbol.iterator'],
  [Intrinsic.SymbolToPrimitive, 'Symbol.toPrimitive'],
  [Intrinsic.SymbolHasInstance, 'Symbol.hasInstance'],
  [Intrinsic.SymbolToStringTag, 'Symbol.toStringTag'],
  [Intrinsic.SymbolIsConcatSpreadable, 'Symbol.isConcatSpreadable'],
];

const POISONED =
  "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them";

/** Makes a new VM's well-known words; prototypes stay empty for the builtins to fill. */
export function boot(vm: Realm, names: readonly string[], nameBase: number): void {
  for (let i = 0; i < Intrinsic.END; i++) vm.setIntrinsic(i, UNDEFINED);
  vm.setIntrinsic(Intrinsic.NullRoots, 0);
  vm.setIntrinsic(Intrinsic.InternTable, makeInternTable(vm));
  vm.setIntrinsic(Intrinsic.EmptyString, internWord(vm, vm.heap.allocateRaw(Kind.String8, 2)));
  names.forEach((name, i) => (vm.words[nameBase + i] = internHost(vm, name)));
  for (const [which, description] of SYMBOLS) {
    vm.setIntrinsic(which, newSymbol(vm, internHost(vm, description)));
  }
  bootPrototypes(vm);
  const global = newObjectWithProto(vm, vm.intrinsic(Intrinsic.ObjectPrototype), 0);
  becomePrototype(vm, global);
  vm.setIntrinsic(Intrinsic.Global, global);
  vm.setIntrinsic(Intrinsic.OutOfMemory, makeError(vm, 'RangeError', 'out of memory'));
}

function bootPrototypes(vm: Realm): void {
  const keep = (which: Intrinsic, obj: Word): Word => {
    vm.setIntrinsic(which, obj);
    becomePrototype(vm, obj);
    return obj;
  };
  const root = keep(Intrinsic.ObjectPrototype, newObjectWithProto(vm, NULL, 0));
  const plain = (which: Intrinsic, proto: Word): Word =>
    keep(which, newObjectWithProto(vm, proto, 0));

  // Function.prototype is a function itself, so its shape has to exist before it does.
  const shapeOfNative = rootOf(vm, root, Flavor.ARROW, 0);
  vm.setIntrinsic(Intrinsic.ShapeOfNative, shapeOfNative);
  const callable = keep(
    Intrinsic.FunctionPrototype,
    newNative(vm, '', 0, () => UNDEFINED),
  );
  vm.setIntrinsic(Intrinsic.ShapeOfNative, rootOf(vm, callable, Flavor.ARROW, 0));
  vm.setIntrinsic(Intrinsic.ShapeOfArrow, rootOf(vm, callable, Flavor.ARROW, 0));
  vm.setIntrinsic(Intrinsic.ShapeOfFunction, rootOf(vm, callable, Flavor.FUNCTION, 0));
  vm.setIntrinsic(Intrinsic.ShapeOfSloppy, rootOf(vm, callable, Flavor.SLOPPY, 0));
  vm.setIntrinsic(Intrinsic.ShapeOfClass, rootOf(vm, callable, Flavor.CLASS, 0));

  const array = newKindOfShape(vm, Kind.Array, rootOf(vm, root, Flavor.ARRAY, 0));
  keep(Intrinsic.ArrayPrototype, array);
  vm.setIntrinsic(Intrinsic.ShapeOfArray, rootOf(vm, array, Flavor.ARRAY, 0));
  bootArguments(vm, root);

  keep(Intrinsic.StringPrototype, newBoxed(vm, vm.intrinsic(Intrinsic.EmptyString), root));
  keep(Intrinsic.NumberPrototype, newBoxed(vm, 0, root));
  keep(Intrinsic.BooleanPrototype, newBoxed(vm, FALSE, root));
  for (const which of PLAIN_PROTOTYPES) plain(which, root);
  const error = vm.intrinsic(Intrinsic.ErrorPrototype);
  nameError(vm, error, 'Error');
  for (const [which, name] of ERROR_PROTOTYPES) nameError(vm, plain(which, error), name);
  const iteration = vm.intrinsic(Intrinsic.IteratorPrototype);
  for (const which of ITERATOR_PROTOTYPES) plain(which, iteration);
}

function bootArguments(vm: Realm, root: Word): void {
  const poison = newNative(vm, '', 0, (m) => m.throwing.error('TypeError', POISONED));
  const accessor = vm.heap.allocateRaw(Kind.Accessor, payloadOf(Kind.Accessor));
  vm.heap.write(accessor, At.GETTER - 1, poison);
  vm.heap.write(accessor, At.SETTER - 1, poison);
  vm.setIntrinsic(Intrinsic.Poison, accessor);
  const empty = rootOf(vm, root, Flavor.PLAIN, 0);
  const withLength = transition(vm, empty, vm.name(Name.length), Attribute.HIDDEN);
  const iterator = vm.intrinsic(Intrinsic.SymbolIterator);
  for (const [which, how] of [
    [Intrinsic.ShapeOfArguments, Attribute.HIDDEN],
    [Intrinsic.ShapeOfStrictArguments, Attribute.ACCESSOR],
  ] as const) {
    const withCallee = transition(vm, withLength, vm.name(Name.callee), how);
    vm.setIntrinsic(which, transition(vm, withCallee, iterator, Attribute.HIDDEN));
  }
}

/** So that errors thrown before there are builtins print as what they are. */
function nameError(vm: Realm, proto: Word, name: string): void {
  addProperty(vm, proto, vm.name(Name.name), internHost(vm, name), Attribute.HIDDEN);
  const empty = vm.intrinsic(Intrinsic.EmptyString);
  addProperty(vm, proto, vm.name(Name.message), empty, Attribute.HIDDEN);
}
