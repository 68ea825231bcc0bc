// What an expression tree needs, whatever it is made of; and the two shapes that are built with it.

/** Builds expressions and evaluates them. `Node` is how this form names one. */
export interface ExprForm<Node> {
  readonly name: string;
  int(value: number): Node;
  add(left: Node, right: Node): Node;
  /** The value modulo 2³², as an int32. No recursion: a skewed tree is as deep as it is large. */
  evaluate(root: Node): number;
}

/** How a tree of that many nodes hangs together. */
export type Shape = 'balanced' | 'skewed';

/** Leaves of a tree of `nodes` nodes, an odd number: each Add joins two. */
export function leavesOf(nodes: number): number {
  return (nodes + 1) / 2;
}

/** Builds a tree whose leaves are 0, 1, 2 …, from the leaves up. */
export function build<Node>(form: ExprForm<Node>, shape: Shape, nodes: number): Node {
  return shape === 'balanced' ? buildBalanced(form, nodes) : buildSkewed(form, nodes);
}

function buildBalanced<Node>(form: ExprForm<Node>, nodes: number): Node {
  let level: Node[] = [];
  for (let leaf = 0; leaf < leavesOf(nodes); leaf++) level.push(form.int(leaf));
  while (level.length > 1) {
    const above: Node[] = [];
    for (let child = 0; child + 1 < level.length; child += 2)
      above.push(form.add(level[child]!, level[child + 1]!));
    if (level.length % 2 === 1) above.push(level[level.length - 1]!);
    level = above;
  }
  return level[0]!;
}

function buildSkewed<Node>(form: ExprForm<Node>, nodes: number): Node {
  let root = form.int(0);
  for (let leaf = 1; leaf < leavesOf(nodes); leaf++) root = form.add(root, form.int(leaf));
  return root;
}
