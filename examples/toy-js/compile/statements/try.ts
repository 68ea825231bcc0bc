import type { ESTree } from '../../front/ast.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import type { FunctionContext } from '../context.ts';
import { enterScope, leaveScope } from '../variables/scopes.ts';
import { Completion } from '../types.ts';
import type { Exec } from '../types.ts';

/**
 * Frames that were left by the throw are given up by restoring `sp`, `fp` and `depth`; what the
 * guest may not catch (fuel, internal faults) passes through `vm.throwing.caught`, finally or not.
 */
export function compileTry(g: FunctionContext, node: ESTree.TryStatement): Exec {
  const block = g.statement(node.block);
  const guarded = node.handler ? withCatch(g, block, node.handler) : block;
  return node.finalizer ? withFinally(g, guarded, node.finalizer) : guarded;
}

function withCatch(g: FunctionContext, block: Exec, handler: ESTree.CatchClause): Exec {
  const { vm, words, stack } = g;
  const { pressure, throwing } = vm;
  const mark = g.top;
  const t = g.take();
  const scope = g.unit.analysis.scopes.get(handler)!;
  const entry = enterScope(g, scope);
  const store = handler.param ? g.pattern(handler.param, true) : undefined;
  const body = g.statement(handler.body);
  leaveScope(g, scope, mark);
  return (fp) => {
    const { sp, depth } = stack;
    try {
      return block(fp);
    } catch (e) {
      stack.sp = sp;
      stack.fp = fp;
      stack.depth = depth;
      // What the block left in its temps is dead, and must not keep garbage alive.
      words.fill(UNDEFINED, fp + t, sp);
      words[fp + t] = throwing.caught(e);
    }
    if (entry !== undefined) entry(fp);
    if (store !== undefined) store(fp, words[fp + t]!);
    const code = body(fp);
    pressure.safepoint();
    return code;
  };
}

function withFinally(g: FunctionContext, block: Exec, finalizer: ESTree.BlockStatement): Exec {
  const { words, resultSlot, stack } = g;
  const { throwing } = g.vm;
  const t = g.take();
  const last = g.statement(finalizer);
  g.release(t);
  return (fp) => {
    const { sp, depth } = stack;
    let code: Completion;
    try {
      code = block(fp);
    } catch (e) {
      stack.sp = sp;
      stack.fp = fp;
      stack.depth = depth;
      // What the block left in its temps is dead, and must not keep garbage alive.
      words.fill(UNDEFINED, fp + t, sp);
      words[fp + t] = throwing.caught(e);
      const end = last(fp);
      if (end !== Completion.NORMAL) return end;
      return throwing.word(words[fp + t]!);
    }
    // The finalizer may put a word of its own there and then break out of that return.
    words[fp + t] = words[fp + resultSlot]!;
    const end = last(fp);
    if (end !== Completion.NORMAL) return end;
    words[fp + resultSlot] = words[fp + t]!;
    return code;
  };
}
