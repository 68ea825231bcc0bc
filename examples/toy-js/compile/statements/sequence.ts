import type { Node } from '../../front/ast.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import type { FunctionContext } from '../context.ts';
import { Completion } from '../types.ts';
import type { Exec } from '../types.ts';

/** With so many steps in a straight line, there are safepoints between them. */
export const LONG_SEQUENCE = 16;

const nothing: Exec = () => Completion.NORMAL;

/**
 * The statements of a list, each compiled. What follows a `try` begins with a safepoint: when the
 * guest has caught that memory is out, and drops something there, that makes room at once.
 */
export function compileList(g: FunctionContext, statements: readonly Node[]): Exec[] {
  let follows = false;
  return statements.map((statement) => {
    const step = g.statement(statement);
    const exec = follows ? afterSafepoint(g.vm, step) : step;
    follows ||= statement.type === 'TryStatement';
    return exec;
  });
}

/** A step that begins with a safepoint. */
export function afterSafepoint(vm: Realm, step: Exec): Exec {
  const { pressure } = vm;
  return (fp) => {
    pressure.safepoint();
    return step(fp);
  };
}

/** Steps one after the other, until one does not complete normally. */
export function inSequence(vm: Realm, steps: readonly Exec[]): Exec {
  const { pressure } = vm;
  const [a, b, c, d] = steps as [Exec, Exec, Exec, Exec];
  switch (steps.length) {
    case 0:
      return nothing;
    case 1:
      return a;
    case 2:
      return (fp) => {
        const code = a(fp);
        return code === Completion.NORMAL ? b(fp) : code;
      };
    case 3:
      return (fp) => {
        let code = a(fp);
        if (code !== Completion.NORMAL) return code;
        code = b(fp);
        return code === Completion.NORMAL ? c(fp) : code;
      };
    case 4:
      return (fp) => {
        let code = a(fp);
        if (code !== Completion.NORMAL) return code;
        code = b(fp);
        if (code !== Completion.NORMAL) return code;
        code = c(fp);
        return code === Completion.NORMAL ? d(fp) : code;
      };
    default:
      return (fp) => {
        for (let i = 0; i < steps.length; i++) {
          const code = steps[i]!(fp);
          if (code !== Completion.NORMAL) return code;
          if (i % LONG_SEQUENCE === LONG_SEQUENCE - 1) pressure.safepoint();
        }
        return Completion.NORMAL;
      };
  }
}
