import type { ESTree, Expression } from '../../front/ast.ts';
import { deleteProperty, getIndexed } from '../../runtime/objects/objects.ts';
import { toBoolean, toKey, toObject } from '../../runtime/operations/convert.ts';
import { Intrinsic } from '../../runtime/values/intrinsics.ts';
import { typeofWord } from '../../runtime/operations/operators.ts';
import { FALSE, isNullish, TRUE, UNDEFINED } from '../../runtime/values/words.ts';
import type { Word } from '../../runtime/values/words.ts';
import { compileArithmetic, compileUnaryNumber } from '../numbers/arithmetic.ts';
import { compileAssignment, compileUpdate } from '../variables/assignments.ts';
import { compileCall, compileNew } from '../calls/calls.ts';
import { compileChain } from '../members/chains.ts';
import { staticKey } from '../context.ts';
import type { FunctionContext } from '../context.ts';
import { compileArray, compileLiteral, compileTemplate, constant } from './literals.ts';
import { compileMember } from '../members/members.ts';
import type { Arithmetic } from '../numbers/numbers.ts';
import { compileObject } from './objects.ts';
import { LONG_SEQUENCE } from '../statements/sequence.ts';
import { intLiteral } from '../numbers/static-types.ts';
import { superDelete } from '../members/super.ts';
import { isTest, testWord } from '../numbers/tests.ts';
import { thisValue } from '../functions/this.ts';
import type { Expr } from '../types.ts';
import { readReference } from '../variables/variables.ts';

/** An expression as a word; `name` is what an anonymous function in its place is called. */
export function compileExpression(g: FunctionContext, node: Expression, name = ''): Expr {
  if (isTest(node)) return testWord(g.test(node));
  switch (node.type) {
    case 'Literal':
      return compileLiteral(g, node);
    case 'Identifier':
      return readReference(g, g.reference(node));
    case 'ThisExpression':
      return thisValue(g, node);
    case 'TemplateLiteral':
      return compileTemplate(g, node);
    case 'ArrayExpression':
      return compileArray(g, node);
    case 'ObjectExpression':
      return compileObject(g, node);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return g.closure(node, node.type === 'FunctionExpression' && node.id ? node.id.name : name);
    case 'ClassExpression':
      return g.classValue(node, node.id?.name ?? name);
    case 'UnaryExpression':
      return compileUnary(g, node);
    case 'BinaryExpression':
      return compileArithmetic(g, node.operator as Arithmetic, node.left, node.right);
    case 'LogicalExpression':
      return compileLogical(g, node);
    case 'ConditionalExpression':
      return compileConditional(g, node);
    case 'AssignmentExpression':
      return compileAssignment(g, node, true);
    case 'UpdateExpression':
      return compileUpdate(g, node, true);
    case 'SequenceExpression':
      return compileSequence(g, node);
    case 'MemberExpression':
      return compileMember(g, node);
    case 'CallExpression':
      return compileCall(g, node);
    case 'NewExpression':
      return compileNew(g, node);
    case 'ChainExpression':
      return compileChain(g, node);
    case 'MetaProperty':
      return newTarget(g, node);
    default:
      throw g.unit.syntaxError(node, `${node.type} is not supported`);
  }
}

function compileConditional(g: FunctionContext, node: ESTree.ConditionalExpression): Expr {
  const test = g.test(node.test);
  const yes = g.expr(node.consequent);
  const no = g.expr(node.alternate);
  return (fp) => (test(fp) ? yes(fp) : no(fp));
}

/** An expression whose value is not wanted. */
export function compileEffect(g: FunctionContext, node: Expression): Expr {
  switch (node.type) {
    case 'AssignmentExpression':
      return compileAssignment(g, node, false);
    case 'UpdateExpression':
      return compileUpdate(g, node, false);
    default:
      return g.expr(node);
  }
}

function newTarget(g: FunctionContext, node: ESTree.MetaProperty): Expr {
  const { words } = g;
  if (g.info.isArrow) return readReference(g, g.reference(node));
  if (g.info.role === 'fields') return constant(UNDEFINED);
  return (fp) => words[fp - 5]!;
}

function compileSequence(g: FunctionContext, node: ESTree.SequenceExpression): Expr {
  const { vm } = g;
  const effects = node.expressions.slice(0, -1).map((expression) => g.effect(expression));
  const last = g.expr(node.expressions.at(-1)!);
  return (fp) => {
    for (let i = 0; i < effects.length; i++) {
      effects[i]!(fp);
      if (i % LONG_SEQUENCE === LONG_SEQUENCE - 1) vm.pressure.safepoint();
    }
    return last(fp);
  };
}

function compileLogical(g: FunctionContext, node: ESTree.LogicalExpression): Expr {
  const { vm } = g;
  const l = g.expr(node.left);
  const r = g.expr(node.right);
  switch (node.operator) {
    case '&&':
      return (fp) => {
        const w = l(fp);
        return w === TRUE || toBoolean(vm, w) ? r(fp) : w;
      };
    case '||':
      return (fp) => {
        const w = l(fp);
        return w === FALSE || !toBoolean(vm, w) ? r(fp) : w;
      };
    case '??':
      return (fp) => {
        const w = l(fp);
        return isNullish(w) ? r(fp) : w;
      };
  }
}

function compileUnary(g: FunctionContext, node: ESTree.UnaryExpression): Expr {
  const { vm } = g;
  const n = intLiteral(node);
  if (n !== undefined) return constant(n << 1);
  switch (node.operator) {
    case 'typeof': {
      const { argument } = node;
      const run =
        argument.type === 'Identifier'
          ? readReference(g, g.reference(argument), true)
          : g.expr(argument);
      return (fp) => typeofWord(vm, run(fp));
    }
    case 'void': {
      const run = g.effect(node.argument);
      return (fp) => {
        run(fp);
        return UNDEFINED;
      };
    }
    case 'delete':
      return compileDelete(g, node.argument);
    default:
      return compileUnaryNumber(g, node);
  }
}

function compileDelete(g: FunctionContext, node: Expression): Expr {
  const { vm, words, isStrict } = g;
  if (node.type === 'ChainExpression') return deleteChain(g, node);
  if (node.type === 'Identifier') return deleteName(g, node);
  if (node.type !== 'MemberExpression') {
    const run = g.effect(node);
    return (fp) => {
      run(fp);
      return TRUE;
    };
  }
  if (node.object.type === 'Super') return superDelete(g, node);
  const t = g.take();
  const object = g.expr(node.object);
  const key = deletedKey(g, node);
  g.release(t);
  return (fp) => {
    words[fp + t] = object(fp);
    const word = key(fp);
    return remove(word, fp + t);
  };

  function remove(keyValue: Word, at: number): Word {
    if (isNullish(words[at]!)) getIndexed(vm, words[at]!, keyValue);
    const k = toKey(vm, keyValue);
    return deleteProperty(vm, toObject(vm, words[at]!), k, isStrict) ? TRUE : FALSE;
  }
}

/** `delete name`: only properties of the global object can go. */
function deleteName(g: FunctionContext, node: ESTree.Identifier): Expr {
  const { vm, words } = g;
  if (g.reference(node).variable !== undefined) return constant(FALSE);
  const key = g.unit.key(node.name);
  return () => {
    const global = vm.intrinsic(Intrinsic.Global);
    return deleteProperty(vm, global, words[key]!, false) ? TRUE : FALSE;
  };
}

function deletedKey(g: FunctionContext, node: ESTree.MemberExpression): Expr {
  const { words } = g;
  const name = staticKey(node.property, node.computed);
  if (name === undefined) return g.expr(node.property as Expression);
  const index = g.unit.key(name);
  return () => words[index]!;
}

/** `delete a?.b`: nothing to delete where the chain ends early. */
function deleteChain(g: FunctionContext, node: ESTree.ChainExpression): Expr {
  const { vm, words, isStrict } = g;
  const { expression } = node;
  if (expression.type !== 'MemberExpression') return constant(TRUE);
  const t = g.take();
  const object = compileChain(g, {
    ...node,
    expression: expression.object as ESTree.MemberExpression,
  });
  const key = deletedKey(g, expression);
  g.release(t);
  return (fp) => {
    words[fp + t] = object(fp);
    if (isNullish(words[fp + t]!)) return TRUE;
    const k = toKey(vm, key(fp));
    return deleteProperty(vm, toObject(vm, words[fp + t]!), k, isStrict) ? TRUE : FALSE;
  };
}
