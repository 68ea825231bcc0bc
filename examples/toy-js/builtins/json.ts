import type { VM } from '../runtime/vm.ts';
import { parse } from './json-parse.ts';
import { stringify } from './json-stringify.ts';
import { defineNamespace, defineTag } from './table.ts';

export function installJson(vm: VM): void {
  const json = defineNamespace(vm, 'JSON', [
    ['parse', 2, parse],
    ['stringify', 3, stringify],
  ]);
  defineTag(vm, json, 'JSON');
}
