// The floors of the house, from the ground up. A floor may import its own files and those below,
// never one above.
const floors = [
  '^src/memory/',
  '^src/alloc/',
  '^src/object/',
  '^src/kernel/[^/]+$',
  '^src/arena/',
  '^src/checked/',
  '^src/weak/',
  '^src/collect/',
  '^src/control/',
  '^src/inspect/',
  '^src/access/',
  '^src/visit/',
  '^src/heap[a-z-]*\\.ts$',
  '^src/index\\.ts$',
];

// The rooms of the interpreter, and those that each may not import. `compile` and `builtins` do not
// know each other; `runtime` knows neither. Nobody below the interpreter itself knows `runtime/vm`,
// which puts the parts of a VM together: what others need of them, `runtime/machine` says.
const toyJs = '^examples/toy-js/';
const objects = ['runtime/objects', 'runtime/arrays', 'runtime/operations', 'runtime/calls'];
const rooms = {
  front: ['runtime', 'compile', 'builtins'],
  compile: ['builtins', 'runtime/vm'],
  builtins: ['front', 'compile', 'runtime/vm'],
  runtime: ['front', 'compile', 'builtins'],
  'runtime/machine': ['runtime/strings', ...objects, 'runtime/vm'],
  'runtime/values': [...objects, 'runtime/vm'],
  'runtime/strings': [...objects, 'runtime/vm'],
  'runtime/(objects|arrays|operations|calls)': ['runtime/vm'],
};

// Plain constants that the kernel and TypeScript share; their files import nothing.
const constants = [
  '^src/memory/units\\.ts$',
  '^src/object/header\\.ts$',
  '^src/arena/geometry\\.ts$',
];

const floorRules = floors.slice(0, -1).map((floor, index) => ({
  name: `floor-${floor.replace(/[^a-z]+/g, '-').replace(/^-src-|-$/g, '')}`,
  comment: 'Imports point down: a lower floor never names a higher one.',
  severity: 'error',
  from: { path: floor },
  to: { path: floors.slice(index + 1) },
}));

const roomRules = Object.entries(rooms).map(([room, others]) => ({
  name: `room-${room.replace(/[^a-z]+/g, '-')}`,
  comment: 'See "Rooms" in docs/toy-js.md.',
  severity: 'error',
  from: { path: `${toyJs}${room}/` },
  to: { path: others.map((other) => `${toyJs}${other}/`) },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    ...roomRules,
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-circle-by-type',
      comment:
        'A file of the interpreter asks for a narrow type of a lower file, not for its owner.',
      severity: 'error',
      from: { path: `${toyJs}(front|runtime)/` },
      to: { circular: true },
    },
    {
      name: 'library-stands-alone',
      comment: 'The library has no runtime dependency, and knows nothing of what is built on it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { pathNot: '^src/' },
    },
    {
      name: 'kernel-constants-only',
      comment: 'The kernel shares plain constants with TypeScript, and nothing else.',
      severity: 'error',
      from: { path: '^src/kernel/assembly/' },
      to: {
        pathNot: ['^src/kernel/assembly/', ...constants],
      },
    },
    {
      name: 'constants-import-nothing',
      severity: 'error',
      from: { path: constants },
      to: { path: '.' },
    },
    {
      name: 'examples-use-the-public-names',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^src/', pathNot: '^src/((alloc|memory)/)?index\\.ts$' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
