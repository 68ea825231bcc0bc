import { expect } from 'chai';
import { join } from 'node:path';
import type * as Prober from '../support/fuel-prober.ts';
import { loadInstrumented } from '../support/instrument.ts';

const PROBER = join(__dirname, '../support/fuel-prober.ts');
const INTERPRETER = /examples\/toy-js\/(builtins|compile|runtime)\/[^/]+\.ts$/;

/** Calls of functions and turns of loops in the interpreter that a unit of fuel pays for. */
const WORK_PER_FUEL = 64;
/** What a call may do for nothing; the large inputs have 4,096 parts and more. */
const FREE_WORK = 3000;

describe('the fuel that builtins use', function () {
  this.timeout(300_000);
  let findings: Prober.Findings;

  before(async () => {
    const { probeAll } = await loadInstrumented<typeof Prober>(PROBER, INTERPRETER);
    findings = probeAll((work, fuel) => work <= WORK_PER_FUEL * fuel + FREE_WORK);
  });

  it('pays for what they do, whatever they are given', () => {
    expect(findings.calls).to.be.greaterThan(100_000);
    expect(findings.unpaid).to.deep.equal([]);
  });

  it('was measured for every builtin that there is', () => {
    expect(findings.missed).to.deep.equal([]);
  });

  it('ends in no error of the host', () => {
    expect(findings.escaped).to.deep.equal([]);
  });
});
