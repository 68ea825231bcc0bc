// The visitors of classes.

import { endOf, startOf } from '../ast.ts';
import type { ClassNode, ESTree } from '../ast.ts';
import { visitFunction } from './functions.ts';
import { Binding, FunctionInfo, Scope } from './scope.ts';
import type { ScopeBuilder, Visitors } from './scope-builder.ts';

/** Classes: a scope for the name and computed keys, and functions that make the fields. */
export const CLASSES: Visitors = {
  ClassDeclaration: (b, node) => {
    b.declareLexical(node.id!, Binding.Class, endOf(node));
    b.use(node, node.id!.name, true);
    visitClass(b, node);
  },
  ClassExpression: visitClass,
};

function visitClass(b: ScopeBuilder, node: ClassNode): void {
  const outerStrict = b.strict;
  b.strict = true;
  b.inScope(node, 'class', () => {
    if (node.id) b.scope.declare(node.id.name, Binding.Const, endOf(node));
    if (node.superClass) b.visit(node.superClass);
    visitClassBody(b, node);
  });
  b.strict = outerStrict;
}

function visitClassBody(b: ScopeBuilder, node: ClassNode): void {
  const instance: ESTree.PropertyDefinition[] = [];
  const statics: (ESTree.PropertyDefinition | ESTree.StaticBlock)[] = [];
  node.body.body.forEach((element, i) => {
    if (element.type === 'StaticBlock') {
      statics.push(element);
      return;
    }
    if (element.type === 'FunctionExpression' || element.type === 'AccessorProperty') return;
    if (element.computed) b.visit(element.key!);
    if (element.type === 'PropertyDefinition') {
      (element.static ? statics : instance).push(element);
      if (element.computed) b.scope.capture(b.scope.declare(`(key ${i})`, Binding.FieldKey));
    } else {
      const isConstructor = element.kind === 'constructor';
      const role = isConstructor ? 'constructor' : 'method';
      const isDerived = isConstructor && node.superClass !== null;
      visitFunction(b, element.value, role, startOf(element), isDerived);
    }
  });
  b.fields.set(node, {
    instance: visitFields(b, node, instance),
    statics: visitFields(b, node, statics),
  });
}

/** Field initialisers run as the body of one method, with the object made as its `this`. */
function visitFields(
  b: ScopeBuilder,
  node: ClassNode,
  elements: readonly (ESTree.PropertyDefinition | ESTree.StaticBlock)[],
): FunctionInfo | undefined {
  if (elements.length === 0) return undefined;
  const fn = new FunctionInfo(node, b.fn, 'fields', false, true, startOf(node));
  fn.scope = fn.body = new Scope('function', b.scope, fn, startOf(node));
  fn.usesThis = true;
  b.inFunction(fn, () => {
    node.body.body.forEach((element, i) => {
      if (element.type !== 'PropertyDefinition' && element.type !== 'StaticBlock') return;
      if (!elements.includes(element)) return;
      if (element.type === 'StaticBlock') {
        b.visit(element);
      } else {
        if (element.computed) b.use(element, `(key ${i})`);
        if (element.value) b.visit(element.value);
      }
    });
  });
  return fn;
}
