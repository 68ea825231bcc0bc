// Faults of the control plane and of what is below it: budgets, limits, faults of the host, the
// engine's stack.

import { mutantsOf } from './mutant.ts';

const COLLECTIONS = 'spec/control/collections.spec.ts';
const LIMIT = 'spec/control/limit.spec.ts';
const PAGES = 'spec/memory/limited-pages.spec.ts';

export const DECIDING = [
  ...mutantsOf('src/control/budget.ts', [
    {
      fault: 'no collection is ever due',
      text: 'this.left <= 0) this.isDue = true;',
      becomes: 'this.left <= 0) this.isDue = false;',
      killedBy: [COLLECTIONS, 'are due when the budget is spent'],
    },
    {
      fault: 'a collection stays due when it is over',
      text: 'this.isDue = false;\n  }',
      becomes: '}',
      killedBy: [COLLECTIONS, 'are due when the budget is spent'],
    },
  ]),
  ...mutantsOf('src/control/policy.ts', [
    {
      fault: 'the young alone are collected where the next nursery would not fit',
      text: 'grown < growth && room >= nursery',
      becomes: 'grown < growth',
      killedBy: ['spec/control/policy.spec.ts', 'looks at all when the next nursery would not fit'],
    },
    {
      fault: 'a heap’s last page under the limit is refused',
      text: 'const fits = used + asked <= limit;',
      becomes: 'const fits = used + asked < limit;',
      killedBy: [LIMIT, 'holds in mode automatic'],
    },
  ]),
  ...mutantsOf('src/memory/page-source.ts', [
    {
      fault: 'a page more than the limit is handed out',
      text: 'if (!this.hasPages(pages)) return 0 as PageIndex;',
      becomes: 'if (!this.hasPages(pages - 1)) return 0 as PageIndex;',
      killedBy: [PAGES, 'hands out as many pages as its limit has'],
    },
    {
      fault: 'a page more than the limit is taken in place',
      text: 'if (!this.hasPages(pages)) return false;',
      becomes: 'if (!this.hasPages(pages - 1)) return false;',
      killedBy: [PAGES, 'takes pages in place up to its limit'],
    },
  ]),
  ...mutantsOf('src/control/collections.ts', [
    {
      fault: 'what the host’s callbacks throw is swallowed',
      text: 'this.settleFaults(isForAllocation);',
      becomes: '',
      killedBy: [COLLECTIONS, 'throw what a listener throws'],
    },
    {
      fault: 'the stack is not looked at before a collection',
      text: 'parts.table.reserveStack(StackNeed.Collection);\n    const started',
      becomes: 'const started',
      killedBy: [COLLECTIONS, 'do not begin where the engine’s stack has no room'],
    },
    {
      fault: 'who is told of a collection before it is not told',
      text: 'this.announce(request);',
      becomes: '',
      killedBy: ['spec/control/limits.spec.ts', 'is told of each collection before it'],
    },
    {
      fault: 'a heap can be entered in the middle of a collection',
      text: 'this.gate.isCollecting = true;',
      becomes: '',
      killedBy: ['spec/heap.spec.ts', 'refuses to be entered in the middle of a collection'],
    },
    {
      fault: 'a collection of the young goes on with maps that are broken',
      text: "const scope = tracer.canKeepOld ? asked : 'full';",
      becomes: 'const scope = asked;',
      killedBy: [
        'spec/collect/young.spec.ts',
        'is a full one where the last was ended in its middle',
      ],
    },
  ]),
  ...mutantsOf('src/kernel/assembly/stack.ts', [
    {
      fault: 'the stack is not gone down',
      text: 'if (levels == 0) return 0;',
      becomes: 'if (levels >= 0) return 0;',
      killedBy: [COLLECTIONS, 'do not begin where the engine’s stack has no room'],
    },
  ]),
  ...mutantsOf('src/arena/page-returns.ts', [
    {
      fault: 'pages that the source did not take are forgotten',
      text: 'this.refused.push({ start, pages });',
      becomes: '{}',
      killedBy: ['spec/faults/callbacks.spec.ts', 'release throws, explicit'],
    },
  ]),
];
