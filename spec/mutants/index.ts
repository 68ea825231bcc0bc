// All mutants. Where the code changes, the list follows.

import { COLLECTING } from './collecting.ts';
import { DECIDING } from './deciding.ts';
import { KEEPING } from './keeping.ts';
import { MAPS } from './maps.ts';
import { MARKING } from './marking.ts';
import { MOVING } from './moving.ts';
import { WEAKENING } from './weakening.ts';

export const MUTANTS = [
  ...MARKING,
  ...MAPS,
  ...MOVING,
  ...COLLECTING,
  ...WEAKENING,
  ...DECIDING,
  ...KEEPING,
];
export { occurrences } from './mutant.ts';
export { judge } from './verdict.ts';
