import type { Realm } from '../../runtime/machine/machine.ts';
import { parse } from './parse.ts';
import { stringify } from './stringify.ts';
import { defineNamespace, defineTag } from '../table.ts';

export function installJson(vm: Realm): void {
  const json = defineNamespace(vm, 'JSON', [
    ['parse', 2, parse],
    ['stringify', 3, stringify],
  ]);
  defineTag(vm, json, 'JSON');
}
