import { arrayFrom, newArguments } from '../../runtime/arrays/arrays.ts';
import type { Run } from '../../runtime/machine/code.ts';
import type { Realm } from '../../runtime/machine/machine.ts';
import { UNDEFINED } from '../../runtime/values/words.ts';
import type { Expr } from '../types.ts';

/** What an activation does before its body runs. */
export interface ActivationPlan {
  readonly frameSize: number;
  readonly hostCost: number;
  /** Arguments that have slots of their own: all but the rest. */
  readonly paramCount: number;
  /** Frame slots for the rest array and the `arguments` object; −1 = not wanted. */
  readonly restSlot: number;
  readonly argumentsSlot: number;
}

/**
 * The `run` of a function: opens its frame, runs the body, gives the frame back. When the body
 * throws, whoever catches puts `vm.stack.sp`, `vm.stack.fp` and `vm.stack.depth` right.
 */
export function makeRun(vm: Realm, plan: ActivationPlan, body: Expr): Run {
  if (plan.restSlot >= 0 || plan.argumentsSlot >= 0) return gatheringRun(vm, plan, body);
  const { words, stack, pressure } = vm;
  const { frameSize, hostCost, paramCount } = plan;
  return (fp, argc) => {
    const callerFp = stack.fp;
    const callerSp = stack.sp;
    const top = fp + frameSize;
    words[fp - 4] = callerFp << 1;
    if ((stack.depth += hostCost) > stack.depthLimit || top > stack.limit) stack.overflow();
    for (let i = fp + (argc < paramCount ? argc : paramCount); i < top; i++) words[i] = UNDEFINED;
    stack.fp = fp;
    if (top > callerSp) stack.sp = top;
    if (--pressure.left < 0) pressure.refuel();
    pressure.safepoint();
    const result = body(fp);
    stack.depth -= hostCost;
    stack.fp = callerFp;
    stack.sp = callerSp;
    return result;
  };
}

/** The same for functions that want their arguments as an object. */
function gatheringRun(vm: Realm, plan: ActivationPlan, body: Expr): Run {
  const { words, stack, pressure } = vm;
  const { frameSize, hostCost, paramCount, restSlot, argumentsSlot } = plan;
  return (fp, argc) => {
    const callerFp = stack.fp;
    const callerSp = stack.sp;
    const top = fp + frameSize;
    words[fp - 4] = callerFp << 1;
    stack.depth += hostCost;
    if (stack.depth > stack.depthLimit || Math.max(top, fp + argc) + 2 > stack.limit) {
      stack.overflow();
    }
    stack.fp = fp;
    // Above the frame to come, so that filling it leaves these two alone.
    stack.sp = Math.max(callerSp, fp + argc, top);
    for (let i = Math.max(callerSp, fp + argc); i < stack.sp; i++) words[i] = UNDEFINED;
    const all = stack.push(UNDEFINED);
    const rest = stack.push(UNDEFINED);
    if (argumentsSlot >= 0) words[all] = newArguments(vm, fp, argc);
    if (restSlot >= 0) {
      words[rest] = arrayFrom(vm, fp + paramCount, Math.max(0, argc - paramCount));
    }
    for (let i = fp + Math.min(argc, paramCount); i < top; i++) words[i] = UNDEFINED;
    if (argumentsSlot >= 0) words[fp + argumentsSlot] = words[all]!;
    if (restSlot >= 0) words[fp + restSlot] = words[rest]!;
    stack.sp = Math.max(callerSp, top);
    if (--pressure.left < 0) pressure.refuel();
    pressure.safepoint();
    const result = body(fp);
    stack.depth -= hostCost;
    stack.fp = callerFp;
    stack.sp = callerSp;
    return result;
  };
}
