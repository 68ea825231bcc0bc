import { expect } from 'chai';
import { HEAPS, stumbleAtEach } from './callbacks.ts';
import { STUMBLES } from './host.ts';

/** What cannot happen in a heap of this kind. */
const NEVER = new Map([['acquireAt throws', 0]]);

describe('where the host’s own code stumbles', function () {
  this.timeout(120_000);

  for (const [heap, options] of Object.entries(HEAPS))
    for (const stumble of STUMBLES)
      it(`nothing is lost, at whichever call: ${stumble}, ${heap}`, () => {
        expect(stumbleAtEach(stumble, options)).to.be.above(NEVER.get(stumble) ?? 0);
      });
});
