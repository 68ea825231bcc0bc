import type { ESTree, Expression } from '../../front/ast.ts';
import { toKey } from '../../runtime/operations/convert.ts';
import { At } from '../../runtime/values/layouts.ts';
import { get, getProto, setWithReceiver } from '../../runtime/objects/objects.ts';
import type { Memory } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';
import { staticKey } from '../context.ts';
import type { FunctionContext } from '../context.ts';
import { thisValue } from '../functions/this.ts';
import type { Expr } from '../types.ts';

/** A member as a place: object and key are evaluated once, then it is read and written. */
export interface MemberPlace {
  /** Evaluates object and key into slots of the frame. */
  readonly prepare: (fp: number) => void;
  readonly read: Expr;
  readonly write: (fp: number, word: Word) => void;
}

/** The object whose method is running: what `super` is looked up from. */
function homeObject(vm: Memory, fp: number): Word {
  return vm.words[(vm.words[fp - 2]! >>> 2) + At.FUNCTION_HOME]!;
}

/** `super.name`, `super[key]`. */
export function superGet(g: FunctionContext, node: ESTree.MemberExpression): Expr {
  const { vm, words } = g;
  const self = thisValue(g, node.object);
  const key = superKey(g, node);
  const t = g.take();
  g.release(t);
  return (fp) => {
    words[fp + t] = self(fp);
    const word = key(fp);
    return get(vm, getProto(vm, homeObject(vm, fp)), word, words[fp + t]!);
  };
}

/** `delete super.name` looks at `this` and at the key, and then is an error. */
export function superDelete(g: FunctionContext, node: ESTree.MemberExpression): Expr {
  const { vm } = g;
  const self = thisValue(g, node.object);
  const key = node.computed ? g.effect(node.property as Expression) : undefined;
  return (fp) => {
    self(fp);
    if (key !== undefined) key(fp);
    return vm.throwing.error('ReferenceError', "Unsupported reference to 'super'");
  };
}

function superKey(g: FunctionContext, node: ESTree.MemberExpression): Expr {
  const { vm, words } = g;
  const name = staticKey(node.property, node.computed);
  if (name !== undefined) {
    const key = g.unit.key(name);
    return () => words[key]!;
  }
  const t = g.take();
  const run = g.expr(node.property as Expression);
  g.release(t);
  return (fp) => toKey(vm, run(fp));
}

/** A member of `super` to be read and written. Slots stay taken: the caller releases them. */
export function superPlace(g: FunctionContext, node: ESTree.MemberExpression): MemberPlace {
  const { vm, words, isStrict } = g;
  const self = thisValue(g, node.object);
  const t = g.take(2);
  const key = superKey(g, node);
  return {
    prepare: (fp) => {
      words[fp + t] = self(fp);
      words[fp + t + 1] = key(fp);
    },
    read: (fp) => get(vm, getProto(vm, homeObject(vm, fp)), words[fp + t + 1]!, words[fp + t]!),
    write: (fp, word) => {
      const holder = getProto(vm, homeObject(vm, fp));
      setWithReceiver(vm, holder, words[fp + t + 1]!, word, words[fp + t]!, isStrict);
    },
  };
}
