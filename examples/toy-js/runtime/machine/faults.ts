/**
 * What travels as a host exception. A guest throw carries nothing: its value waits in a rooted
 * slot of the VM it belongs to, so throwing captures no host stack and allocates nothing.
 */
export const GUEST_THROW: object = Object.freeze({ name: 'GuestThrow' });

/** The program used up what `--fuel` gave it. The guest cannot catch it. */
export class FuelError extends Error {
  readonly code = 'ERR_FUEL';

  constructor(readonly fuel: number) {
    super(`the program used up its ${fuel} units of fuel`);
    this.name = 'FuelError';
  }
}
