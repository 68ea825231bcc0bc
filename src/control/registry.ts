// Registries with the meaning of JavaScript's FinalizationRegistry, for objects of a heap: what was
// said at the registration is told after the object has died, which does not live again.

import { instanceOf, refuseArgument } from '../memory/check.ts';
import { HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import type { Ref } from '../object/slot.ts';
import type { Cell } from '../weak/cells.ts';
import { Finalization } from './finalization.ts';

/** Made by `heap.finalizationRegistry`. */
export class FinalizationRegistry<Held> {
  /** What tells this registry from others. */
  readonly identity = Symbol('finalization registry');
  readonly #host: Finalization;
  readonly #callback: (held: Held) => void;
  readonly #cells = new WeakSet<Cell>();

  constructor(host: Finalization, callback: (held: Held) => void) {
    if (!(host instanceof Finalization))
      refuseArgument('FinalizationRegistry', 'host', host, instanceOf(Finalization));
    this.#host = host;
    this.#callback = callback;
  }

  static {
    showAs(FinalizationRegistry, () => 'FinalizationRegistry');
  }

  /**
   * Has the callback told of `held` when the target has died. By the token, another object, the
   * registration can be taken back; neither it nor the target is kept alive. `held` is a value
   * of JavaScript, and keeps nothing of the heap alive: that needs a root. Throws HandleError,
   * DisposedError, ReenteredError.
   */
  register(target: Ref, held: Held, token: Ref = 0): void {
    const { roots, weak } = this.#host.parts;
    this.#host.checkUsable('register');
    this.#host.checkOpen('register');
    roots.checkObject(target);
    roots.check(token);
    if ((held as unknown) === target)
      throw new HandleError('a registry is not told of the target itself, which would be dead');
    const cell = { target, token, tell: () => this.#callback(held) };
    this.#cells.add(cell);
    weak.cells.add(cell);
  }

  /** Takes back what was registered with the token; whether anything was. */
  unregister(token: Ref): boolean {
    const { roots, weak } = this.#host.parts;
    this.#host.checkUsable('unregister');
    roots.checkObject(token);
    return weak.cells.remove(token, (cell) => this.#cells.has(cell));
  }
}
