import { expect } from 'chai';
import { endStackAtEach, GUEST_HEAPS, GUEST_STUMBLES, stumbleGuestAtEach } from './interpreter.ts';

/** `npm run soak:faults` takes every frame. */
const STRIDE = 9;

describe('an interpreter whose host stumbles', function () {
  this.timeout(120_000);

  for (const [heap, options] of Object.entries(GUEST_HEAPS)) {
    for (const stumble of GUEST_STUMBLES)
      it(`starts or does not, and goes on, at whichever call: ${stumble}, ${heap}`, () => {
        expect(stumbleGuestAtEach(stumble, options)).to.be.above(0);
      });

    it(`does so wherever the engine’s stack ends, ${heap}`, () => {
      expect(endStackAtEach(options, STRIDE)).to.be.above(60);
    });
  }
});
