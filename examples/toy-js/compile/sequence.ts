import { Completion } from './types.ts';
import type { Exec } from './types.ts';

const nothing: Exec = () => Completion.NORMAL;

/** Statements one after the other, until one does not complete normally. */
export function inSequence(steps: readonly Exec[]): Exec {
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
        }
        return Completion.NORMAL;
      };
  }
}
