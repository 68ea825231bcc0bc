import { expect } from 'chai';
import { main } from '../../examples/arenas/main.ts';

describe('examples/arenas', () => {
  it('drops the arenas of a ring that nothing reaches, and none where nothing collects', () => {
    const lines: string[] = [];
    main((line) => lines.push(line));
    expect(lines).to.deep.equal([
      'automatic: 5 arenas, 10000 nodes marked',
      'automatic: 4 arenas dropped once the ring is broken',
      'automatic: 0 bytes held at the end',
      'never: 5 arenas, 0 nodes marked',
      'never: 0 arenas dropped once the ring is broken',
      'never: 163840 bytes held at the end',
    ]);
  });
});
