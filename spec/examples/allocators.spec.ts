import { expect } from 'chai';
import { main } from '../../examples/allocators/main.ts';

describe('examples/allocators', () => {
  it('counts words under a limit, meets it, and gives everything back', () => {
    const lines: string[] = [];
    main((line) => lines.push(line));
    expect(lines.slice(0, 3)).to.deep.equal(['7 is', '5 the', '3 tide']);
    expect(lines[3]).to.match(/^\d+ bytes in use, \d+ allocations$/);
    expect(lines[4]).to.match(/^OVER_LIMIT with \d+ of 12288 bytes in use$/);
    expect(lines[5]).to.equal('0 bytes in use at the end');
    expect(lines[6]).to.match(/: 2 blocks of 272 bytes were not freed$/);
    expect(lines[7]).to.match(/^\d+ runs with a failure in them: nothing leaks$/);
  });
});
