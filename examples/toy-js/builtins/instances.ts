import type { Intrinsic } from '../runtime/values/intrinsics.ts';
import { Name } from '../runtime/values/intrinsics.ts';
import type { Kind } from '../runtime/values/layouts.ts';
import { isObject } from '../runtime/values/layouts.ts';
import { get, newObjectOfKind } from '../runtime/objects/objects.ts';
import type { Machine } from '../runtime/machine/machine.ts';
import { UNDEFINED } from '../runtime/values/words.ts';
import type { Word } from '../runtime/values/words.ts';

/**
 * The prototype of what a native constructor makes: that of new.target, so that guest classes can
 * extend it, else its own. May collect.
 */
export function prototypeFor(vm: Machine, fp: number, own: Intrinsic): Word {
  const newTarget = vm.words[fp - 5]!;
  if (newTarget === UNDEFINED || newTarget === vm.words[fp - 2]) return vm.intrinsic(own);
  const prototype = get(vm, newTarget, vm.name(Name.prototype));
  return isObject(vm.words, prototype) ? prototype : vm.intrinsic(own);
}

/** A new object of a fixed-size kind below that prototype. May collect. */
export function newFrom(vm: Machine, fp: number, kind: Kind, own: Intrinsic): Word {
  return newObjectOfKind(vm, kind, prototypeFor(vm, fp, own));
}
