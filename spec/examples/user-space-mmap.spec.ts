import { expect } from 'chai';
import { main } from '../../examples/user-space-mmap/main.ts';

describe('examples/user-space-mmap', () => {
  it('takes a run, gives back its middle, fills the gap, and finds a block by a mask', () => {
    const lines: string[] = [];
    main((line) => lines.push(line));
    expect(lines).to.deep.equal([
      'a run of 16 MiB from page 1, across megablocks',
      'page 1000 is held by images, page 1001 by 0',
      '12383 pages are free, 12287 of them in one run',
      '96 pages fit into the gap again: true',
      'a block of 64 KiB at 65536, aligned: true',
      '77881 lies in the block at 65536',
    ]);
  });
});
