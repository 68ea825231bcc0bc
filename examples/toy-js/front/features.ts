import type { Node } from './ast.ts';

/** Fields that each node has; they say where it is. */
type Place = 'type' | 'start' | 'end' | 'range' | 'loc';

/** The compiler looks at the field, and at the nodes in it. */
const USED = 'used';

/** What a field may hold: anything, one of some values, or what a check finds nothing in. */
type Rule = typeof USED | readonly unknown[] | ((node: Node) => string | undefined);

type RulesOf<Kind> = Kind extends unknown
  ? { readonly [Field in Exclude<keyof Kind, Place>]-?: Rule }
  : never;

/**
 * Every kind of node that the parser's types know, with every field: what is not supported, by
 * the name a programmer gives it, or a rule for each field. So a new kind or a new flag of the
 * parser does not compile until it was decided upon.
 */
type Rules = { readonly [Kind in Node as Kind['type']]: string | RulesOf<Kind> };

/** Nothing, or not there: then a field says nothing. */
const NONE: readonly unknown[] = [];
const EITHER: readonly unknown[] = [true, false];
const ASSIGNMENTS = '= += -= *= /= %= **= <<= >>= >>>= |= ^= &= ||= &&= ??='.split(' ');
const BINARY = '== != === !== < <= > >= << >> >>> + - * / % ** | ^ & in instanceof'.split(' ');
/** Flags of regular expressions that the library knows. */
const REGEXP_FLAGS = /^[gimsuy]*$/;

function functionKind(node: Node): string | undefined {
  const { async, generator } = node as { async?: boolean; generator?: boolean };
  if (async && generator) return 'async generators are';
  if (generator) return 'generators are';
  return async ? 'async functions are' : undefined;
}

function decorators(node: Node): string | undefined {
  const { decorators: list } = node as { decorators?: readonly Node[] };
  return list === undefined || list.length === 0 ? undefined : 'decorators are';
}

function awaits(node: Node): string | undefined {
  return 'await' in node && node.await ? 'for await is' : undefined;
}

function declares(node: Node): string | undefined {
  const isKnown = 'kind' in node && /^(var|let|const)$/.test(node.kind);
  return isKnown ? undefined : 'using is';
}

function literal(node: Node): string | undefined {
  if (node.type !== 'Literal') return undefined;
  if ('bigint' in node || typeof node.value === 'bigint') return 'BigInt is';
  if (!('regex' in node) || REGEXP_FLAGS.test(node.regex.flags)) return undefined;
  const flag = [...node.regex.flags].find((each) => !REGEXP_FLAGS.test(each))!;
  return `the flag ${flag} of regular expressions is`;
}

function meta(node: Node): string | undefined {
  return node.type === 'MetaProperty' && node.meta.name === 'new' ? undefined : 'modules are';
}

const FUNCTION = { id: USED, params: USED, body: USED } as const;
const KIND_OF_FUNCTION = { async: functionKind, generator: functionKind } as const;
const CLASS = { id: USED, body: USED, superClass: USED, decorators } as const;
const LOOP = { left: USED, right: USED, body: USED } as const;

export const NODE_RULES: Rules = {
  Program: { body: USED, sourceType: ['script'] },

  ArrayExpression: { elements: USED },
  ArrowFunctionExpression: { params: USED, body: USED, expression: EITHER, ...KIND_OF_FUNCTION },
  AssignmentExpression: { operator: ASSIGNMENTS, left: USED, right: USED },
  AwaitExpression: 'await is',
  BinaryExpression: { operator: BINARY, left: USED, right: USED },
  CallExpression: { callee: USED, arguments: USED, optional: EITHER },
  ChainExpression: { expression: USED },
  ClassExpression: CLASS,
  ConditionalExpression: { test: USED, consequent: USED, alternate: USED },
  FunctionExpression: { ...FUNCTION, ...KIND_OF_FUNCTION },
  Identifier: { name: USED },
  ImportExpression: 'dynamic import is',
  Literal: { value: literal, raw: USED, regex: literal, bigint: literal },
  LogicalExpression: { operator: ['||', '&&', '??'], left: USED, right: USED },
  MemberExpression: { object: USED, property: USED, computed: EITHER, optional: EITHER },
  MetaProperty: { meta, property: USED },
  NewExpression: { callee: USED, arguments: USED },
  ObjectExpression: { properties: USED },
  ParenthesizedExpression: 'a node for parentheses is',
  PrivateIdentifier: 'private names are',
  Property: {
    key: USED,
    value: USED,
    computed: EITHER,
    method: EITHER,
    shorthand: EITHER,
    kind: ['init', 'get', 'set'],
  },
  SequenceExpression: { expressions: USED },
  SpreadElement: { argument: USED },
  Super: {},
  TaggedTemplateExpression: 'tagged templates are',
  TemplateElement: { value: USED, tail: EITHER },
  TemplateLiteral: { quasis: USED, expressions: USED },
  ThisExpression: {},
  UnaryExpression: {
    operator: ['-', '+', '!', '~', 'typeof', 'void', 'delete'],
    prefix: [true],
    argument: USED,
  },
  UpdateExpression: { operator: ['++', '--'], argument: USED, prefix: EITHER },
  YieldExpression: 'generators are',

  ArrayPattern: { elements: USED },
  AssignmentPattern: { left: USED, right: USED },
  ObjectPattern: { properties: USED },
  RestElement: { argument: USED, value: NONE },

  AccessorProperty: 'decorators are',
  ClassBody: { body: USED },
  Decorator: 'decorators are',
  MethodDefinition: {
    key: USED,
    value: USED,
    computed: EITHER,
    static: EITHER,
    kind: ['method', 'get', 'set', 'constructor'],
    decorators,
  },
  PropertyDefinition: { key: USED, value: USED, computed: EITHER, static: EITHER, decorators },
  StaticBlock: { body: USED },

  BlockStatement: { body: USED },
  BreakStatement: { label: USED },
  CatchClause: { param: USED, body: USED },
  ClassDeclaration: CLASS,
  ContinueStatement: { label: USED },
  DebuggerStatement: {},
  DoWhileStatement: { body: USED, test: USED },
  EmptyStatement: {},
  ExpressionStatement: { expression: USED, directive: USED },
  ForInStatement: LOOP,
  ForOfStatement: { ...LOOP, await: awaits },
  ForStatement: { init: USED, test: USED, update: USED, body: USED },
  FunctionDeclaration: { ...FUNCTION, ...KIND_OF_FUNCTION },
  IfStatement: { test: USED, consequent: USED, alternate: USED },
  LabeledStatement: { label: USED, body: USED },
  ReturnStatement: { argument: USED },
  SwitchCase: { test: USED, consequent: USED },
  SwitchStatement: { discriminant: USED, cases: USED },
  ThrowStatement: { argument: USED },
  TryStatement: { block: USED, handler: USED, finalizer: USED },
  VariableDeclaration: { declarations: USED, kind: declares },
  VariableDeclarator: { id: USED, init: USED, definite: NONE },
  WhileStatement: { test: USED, body: USED },
  WithStatement: 'with is',

  ExportAllDeclaration: 'modules are',
  ExportDefaultDeclaration: 'modules are',
  ExportNamedDeclaration: 'modules are',
  ExportSpecifier: 'modules are',
  ImportAttribute: 'modules are',
  ImportDeclaration: 'modules are',
  ImportDefaultSpecifier: 'modules are',
  ImportNamespaceSpecifier: 'modules are',
  ImportSpecifier: 'modules are',

  JSXAttribute: 'JSX is',
  JSXClosingElement: 'JSX is',
  JSXClosingFragment: 'JSX is',
  JSXElement: 'JSX is',
  JSXEmptyExpression: 'JSX is',
  JSXExpressionContainer: 'JSX is',
  JSXFragment: 'JSX is',
  JSXIdentifier: 'JSX is',
  JSXMemberExpression: 'JSX is',
  JSXNamespacedName: 'JSX is',
  JSXOpeningElement: 'JSX is',
  JSXOpeningFragment: 'JSX is',
  JSXSpreadAttribute: 'JSX is',
  JSXSpreadChild: 'JSX is',
  JSXText: 'JSX is',
};

/** A node, and what in it is not supported. */
export interface Unsupported {
  readonly node: Node;
  /** `generators are`: what stands before "not supported". */
  readonly feature: string;
}

/**
 * The first thing in a tree that the compiler does not know: a program that uses it is rejected
 * as a whole rather than run wrongly. Each node and each field is looked at, wherever it
 * stands. It does not recurse: the nesting of the tree does not matter.
 */
export function findUnsupported(program: Node): Unsupported | undefined {
  const waiting: Node[] = [program];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const children: Node[] = [];
    const feature = lookAt(node, children);
    if (feature !== undefined) return { node, feature };
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i]!);
  }
  return undefined;
}

/** What is not supported of the node itself; adds the nodes in it to `children`. */
function lookAt(node: Node, children: Node[]): string | undefined {
  const rules: string | Readonly<Record<string, Rule>> | undefined = NODE_RULES[node.type];
  if (rules === undefined) return `${node.type} is`;
  if (typeof rules === 'string') return rules;
  for (const [field, value] of Object.entries(node)) {
    if (isPlace(field)) continue;
    const feature = judge(node, field, value, rules[field] ?? NONE);
    if (feature !== undefined) return feature;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return undefined;
}

function judge(node: Node, field: string, value: unknown, rule: Rule): string | undefined {
  if (rule === USED) return undefined;
  if (typeof rule === 'function') return rule(node);
  const isNothing = value === undefined || value === null || value === false;
  if (isNothing || rule.includes(value)) return undefined;
  return `${node.type} with ${field} is`;
}

function isPlace(field: string): boolean {
  return /^(type|start|end|range|loc)$/.test(field);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
