// WeakRef: a guest object with an object of one weak field. What a reference has given out lives
// until the job ends, in the Set that is Intrinsic.KeptAlive.

import { toRef } from '../../../../src/index.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, Kind } from '../../runtime/values/layouts.ts';
import { newObjectOfKind } from '../../runtime/objects/objects.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { NULL, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { receiver, requireNew, reserve } from '../arguments.ts';
import { clearEntries, putEntry } from '../collections/hash-table.ts';
import { newFrom } from '../instances.ts';
import { defineConstructor, defineMethod, defineTag } from '../table.ts';
import type { Native } from '../table.ts';
import { canBeHeldWeakly } from './held.ts';

/** Keeps the word at `slot` until the job ends, and returns it; uses the next two. May collect. */
function keep(vm: Realm, slot: number): Word {
  vm.words[slot + 1] = vm.intrinsic(Intrinsic.KeptAlive);
  vm.words[slot + 2] = vm.words[slot]!;
  putEntry(vm, slot + 1);
  return vm.words[slot]!;
}

export function installWeakRefs(vm: Machine): void {
  const targets = vm.heap.layout('WeakRef target', { target: 'weak' });
  const prototype = vm.intrinsic(Intrinsic.WeakRefPrototype);
  vm.setIntrinsic(Intrinsic.KeptAlive, newObjectOfKind(vm, Kind.Set, NULL));

  const construct: Native = (m, fp, argc) => {
    requireNew(m, fp, 'WeakRef');
    reserve(m, fp, argc, 4);
    const { words, heap } = m;
    if (!canBeHeldWeakly(m, words[fp]!)) m.throwing.error('TypeError', 'WeakRef: invalid target');
    words[fp + 3] = newFrom(m, fp, Kind.WeakRef, Intrinsic.WeakRefPrototype);
    const target = targets.new({ target: toRef(words[fp]!) });
    heap.write(words[fp + 3]!, At.WEAK_TARGET - 1, target);
    keep(m, fp);
    return words[fp + 3]!;
  };
  const deref: Native = (m, fp, argc) => {
    const reference = receiver(m, fp, Kind.WeakRef, 'WeakRef.prototype.deref');
    reserve(m, fp, argc, 3);
    const { words, heap } = m;
    const target = targets.target.get(toRef(heap.read(reference, At.WEAK_TARGET - 1)));
    if (target === 0) return UNDEFINED;
    words[fp] = target;
    return keep(m, fp);
  };
  defineConstructor(vm, 'WeakRef', 1, construct, prototype);
  defineMethod(vm, prototype, ['deref', 0, deref]);
  defineTag(vm, prototype, 'WeakRef');
  vm.hooks.endJob = (m) => clearEntries(m, m.intrinsic(Intrinsic.KeptAlive));
}
