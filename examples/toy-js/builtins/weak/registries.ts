// FinalizationRegistry. Its callbacks are told when a script has ended, each in a job of its own:
// never in the middle of guest code.

import type { WeakSetLayout } from '../../../../src/index.ts';
import { toRef } from '../../../../src/index.ts';
import { hostString } from '../../runtime/strings/host.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { At, isCallable, isString, Kind } from '../../runtime/values/layouts.ts';
import { describeCallee } from '../../runtime/calls/errors.ts';
import type { Machine, Realm } from '../../runtime/machine/machine.ts';
import { boolWord, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { receiver, requireNew, reserve } from '../arguments.ts';
import { newFrom } from '../instances.ts';
import { sameValue } from '../../runtime/operations/operators.ts';
import { defineConstructor, defineMethods, defineTag } from '../table.ts';
import type { Native } from '../table.ts';
import { Cells } from './cells.ts';
import { canBeHeldWeakly } from './held.ts';

const KIND = Kind.FinalizationRegistry;
const NAME = 'FinalizationRegistry';

function refuse(vm: Realm, message: string): never {
  return vm.throwing.error('TypeError', message);
}

function refuseToken(vm: Realm, token: Word): never {
  const text = isString(vm.words, token) ? hostString(vm, token) : describeCallee(vm, token);
  return refuse(vm, `Invalid unregisterToken ('${text}')`);
}

function constructorOf(registries: WeakSetLayout, cells: Cells): Native {
  return (vm, fp, argc) => {
    const { words, heap } = vm;
    requireNew(vm, fp, NAME);
    reserve(vm, fp, argc, 1);
    if (!isCallable(words, words[fp]!)) refuse(vm, `${NAME}: cleanup must be callable`);
    const made = newFrom(vm, fp, KIND, Intrinsic.FinalizationRegistryPrototype);
    heap.write(made, At.REGISTRY_CALLBACK - 1, words[fp]!);
    cells.open(made);
    registries.add(toRef(vm.intrinsic(Intrinsic.Registries)), toRef(made));
    return made;
  };
}

/** register: fp the target, what is held for it, the token. */
function register(cells: Cells): Native {
  const name = `${NAME}.prototype.register`;
  return (vm, fp, argc) => {
    const { words } = vm;
    receiver(vm, fp, KIND, name);
    reserve(vm, fp, argc, 3);
    if (!canBeHeldWeakly(vm, words[fp]!)) refuse(vm, `${name}: invalid target`);
    if (sameValue(vm, words[fp]!, words[fp + 1]!))
      refuse(vm, `${name}: target and holdings must not be same`);
    const token = words[fp + 2]!;
    const hasToken = canBeHeldWeakly(vm, token);
    if (!hasToken && token !== UNDEFINED) refuseToken(vm, token);
    cells.add(words[fp - 1]!, words[fp]!, words[fp + 1]!, hasToken ? token : 0);
    return UNDEFINED;
  };
}

function unregister(cells: Cells): Native {
  return (vm, fp, argc) => {
    receiver(vm, fp, KIND, `${NAME}.prototype.unregister`);
    reserve(vm, fp, argc, 1);
    const token = vm.words[fp]!;
    if (!canBeHeldWeakly(vm, token)) refuseToken(vm, token);
    return boolWord(cells.removeOf(vm.words[fp - 1]!, token));
  };
}

/** Tells a registry's callback of all that has died. What it throws ends this; the rest is kept. */
function cleanUp(vm: Machine, cells: Cells, registry: Word): void {
  const { stack, words } = vm;
  const sp = stack.sp;
  const at = stack.push(registry);
  vm.fuel.charge(cells.findDue(registry) >>> 3);
  for (;;) {
    const held = cells.takeDue(words[at]!);
    if (held === undefined) break;
    vm.calls.call1(words[(words[at]! >>> 2) + At.REGISTRY_CALLBACK]!, UNDEFINED, held);
    vm.hooks.endJob?.(vm);
  }
  stack.sp = sp;
}

export function installRegistries(vm: Machine): void {
  const registries = vm.heap.weakSetLayout('registries');
  vm.setIntrinsic(Intrinsic.Registries, registries.new());
  const cells = new Cells(vm);
  const prototype = vm.intrinsic(Intrinsic.FinalizationRegistryPrototype);
  defineConstructor(vm, NAME, 1, constructorOf(registries, cells), prototype);
  defineMethods(vm, prototype, [
    ['register', 2, register(cells)],
    ['unregister', 1, unregister(cells)],
  ]);
  defineTag(vm, prototype, NAME);
  vm.hooks.runCleanups = (m) => {
    m.hooks.endJob?.(m);
    const all = toRef(m.intrinsic(Intrinsic.Registries));
    registries.forEach(all, (registry) => cleanUp(m, cells, registry));
  };
}
