import { expect } from 'chai';
import { main } from '../../examples/arenas/main.ts';

describe('examples/arenas', () => {
  it('drops the arenas of a ring that nothing reaches, and shows which blocks live', () => {
    const lines: string[] = [];
    main((line) => lines.push(line));
    expect(lines).to.deep.equal([
      'automatic: 5 arenas, 10000 nodes marked',
      'automatic: 4 arenas dropped once the ring is broken',
      'automatic: 0 bytes held at the end',
      'never: 5 arenas, 0 nodes marked',
      'never: 0 arenas dropped once the ring is broken',
      'never: 163840 bytes held at the end',
      'live Node 0, 16 bytes, marked',
      'new Node 5, 16 bytes, not marked',
      'live Node 2, 16 bytes, marked',
      'dead Node 3, 16 bytes, not marked',
      'live Node 4, 16 bytes, marked',
    ]);
  });
});
