import type { Realm } from '../runtime/machine.ts';
import { parse } from './json-parse.ts';
import { stringify } from './json-stringify.ts';
import { defineNamespace, defineTag } from './table.ts';

export function installJson(vm: Realm): void {
  const json = defineNamespace(vm, 'JSON', [
    ['parse', 2, parse],
    ['stringify', 3, stringify],
  ]);
  defineTag(vm, json, 'JSON');
}
