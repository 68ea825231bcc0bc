// How the guest throws, and what its `catch` sees of what the host caught.

import { HeapLimitError, OutOfMemoryError } from '../../../../src/index.ts';
import { hostErrorOf } from '../../host-errors.ts';
import { makeError } from './errors.ts';
import { GUEST_THROW } from '../machine/faults.ts';
import { Intrinsic } from '../values/intrinsics.ts';
import type { ErrorName, Realm, Throwing } from '../machine/machine.ts';
import { UNDEFINED } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** Guest exceptions: the value waits in a rooted word while a host exception travels. */
export class GuestThrowing implements Throwing {
  constructor(private readonly store: Realm) {}

  word(word: Word): never {
    this.store.setIntrinsic(Intrinsic.Thrown, word);
    throw GUEST_THROW;
  }

  error(name: ErrorName, message: string, site?: number): never {
    return this.word(makeError(this.store, name, message, site));
  }

  caught(e: unknown): Word {
    const { store } = this;
    if (e === GUEST_THROW) {
      store.pressure.beforeHandler();
      const word = store.intrinsic(Intrinsic.Thrown);
      store.setIntrinsic(Intrinsic.Thrown, UNDEFINED);
      return word;
    }
    if (e instanceof HeapLimitError || e instanceof OutOfMemoryError) {
      store.pressure.recover();
      return store.intrinsic(Intrinsic.OutOfMemory);
    }
    const error = hostErrorOf(e);
    if (error === undefined) throw e;
    return makeError(store, error.name, error.message);
  }
}
