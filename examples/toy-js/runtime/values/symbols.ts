import { At, Kind } from './layouts.ts';
import { nextHash } from './numbers.ts';
import type { Realm } from '../machine/machine.ts';
import type { Word } from './words.ts';

export { identityHash } from './numbers.ts';

/** A new symbol; the description is a string or UNDEFINED. Does not collect. */
export function newSymbol(vm: Realm, description: Word): Word {
  const symbol = vm.heap.allocateRaw(Kind.Symbol, 3);
  vm.heap.write(symbol, At.SYMBOL_DESCRIPTION - 1, description);
  vm.words[(symbol >>> 2) + At.SYMBOL_HASH] = nextHash(vm) << 2;
  return symbol;
}
