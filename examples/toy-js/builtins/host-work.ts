import type { Realm } from '../runtime/machine/machine.ts';

/** What the host makes of a text; a result longer than any string is the guest's RangeError. */
export function onHostString(vm: Realm, text: string, work: (text: string) => string): string {
  try {
    return work(text);
  } catch (e) {
    if (e instanceof RangeError && e.message === 'Invalid string length') {
      return vm.throwing.error('RangeError', e.message);
    }
    throw e;
  }
}
