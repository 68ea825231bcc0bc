import { expect } from 'chai';
import { main } from '../../examples/page-sources/main.ts';

describe('examples/page-sources', () => {
  it('opens heaps on limited, failing and watched pages, and names who still lives in a space', () => {
    const lines: string[] = [];
    main((line) => lines.push(line));
    expect(lines.map((line) => line.replace(/\(\d+\)/, '(some)'))).to.deep.equal([
      'plugin A: OUT_OF_MEMORY with 256 KiB at the most',
      'plugin A: 0 bytes held after its heap was closed',
      'plugin B: OUT_OF_MEMORY at request 7 for pages',
      'pages are held by plugin C (some); dispose of these first',
      'closed: true',
    ]);
  });
});
