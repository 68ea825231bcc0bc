import { get, has } from '../../runtime/objects/objects.ts';
import { set } from '../../runtime/objects/set.ts';
import { findOwn } from '../../runtime/objects/find.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At } from '../../runtime/values/layouts.ts';
import { Attribute, Flag, Info } from '../../runtime/objects/shapes.ts';
import { slotIndex } from '../../runtime/objects/storage.ts';
import { UNDEFINED, UNINITIALIZED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import type { Unit } from '../context.ts';
import type { Expr, Store } from '../types.ts';

/**
 * A name that no script declares: a property of the global object. The global object is
 * watched, so where its property is holds for as long as `vm.epoch` stays the same. `quiet`: for
 * `typeof`, an unknown name is undefined.
 */
export function readGlobal(unit: Unit, name: string, quiet: boolean): Expr {
  const { vm } = unit;
  const { words } = vm;
  if (name === 'undefined') return () => UNDEFINED;
  const key = unit.key(name);
  let epoch = -1;
  let offset = 0;

  const slow = (): Word => {
    const global = vm.intrinsic(Intrinsic.Global);
    const later = unit.names.variables.get(name);
    if (later !== undefined && words[later.index] !== UNINITIALIZED) return words[later.index]!;
    const info = findOwn(vm, global, words[key]!);
    if (info >= 0 && (info & (Attribute.ACCESSOR | Attribute.INTERNAL)) === 0) {
      const at = slotIndex(words, global, info);
      const shape = words[(global >>> 2) + At.SHAPE]!;
      const capacity = words[(shape >>> 2) + At.SHAPE_FLAGS]! & Flag.CAPACITY;
      if (info >>> Info.LOCATION_SHIFT >= capacity) {
        offset = at - (words[(global >>> 2) + At.OVERFLOW]! >>> 2);
        epoch = vm.epoch;
      }
      return words[at]!;
    }
    if (has(vm, global, words[key]!)) return get(vm, global, words[key]!);
    if (quiet) return UNDEFINED;
    return vm.throwing.error('ReferenceError', `${name} is not defined`);
  };

  return () => {
    if (epoch !== vm.epoch) return slow();
    const global = vm.intrinsic(Intrinsic.Global);
    return words[(words[(global >>> 2) + At.OVERFLOW]! >>> 2) + offset]!;
  };
}

/** Assignment to a name that no script declares. */
export function storeGlobal(unit: Unit, name: string, isStrict: boolean): Store {
  const { vm } = unit;
  const { words } = vm;
  const key = unit.key(name);
  return (_fp, word) => {
    const global = vm.intrinsic(Intrinsic.Global);
    const later = unit.names.variables.get(name);
    if (later !== undefined) {
      words[later.index] = word;
      return;
    }
    if (isStrict && !has(vm, global, words[key]!)) {
      vm.throwing.error('ReferenceError', `${name} is not defined`);
    }
    set(vm, global, words[key]!, word, isStrict);
  };
}
