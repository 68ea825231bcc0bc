import { describeCallee } from '../../runtime/calls/errors.ts';
import { getProto, setProto } from '../../runtime/objects/objects.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import { NULL } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';

/** Sets a prototype or says why not. */
export function changeProto(vm: Realm, obj: Word, proto: Word): void {
  if (setProto(vm, obj, proto)) return;
  for (let p = proto; p !== NULL; p = getProto(vm, p)) {
    if (p === obj) vm.throwing.error('TypeError', 'Cyclic __proto__ value');
  }
  vm.throwing.error('TypeError', `${describeCallee(vm, obj)} is not extensible`);
}
