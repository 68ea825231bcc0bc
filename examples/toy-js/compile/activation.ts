import { arrayFrom, newArguments } from '../runtime/arrays.ts';
import type { Run } from '../runtime/code.ts';
import type { VM } from '../runtime/vm.ts';
import { UNDEFINED } from '../runtime/words.ts';
import type { Expr } from './types.ts';

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
 * throws, whoever catches puts `vm.sp`, `vm.fp` and `vm.depth` right.
 */
export function makeRun(vm: VM, plan: ActivationPlan, body: Expr): Run {
  if (plan.restSlot >= 0 || plan.argumentsSlot >= 0) return gatheringRun(vm, plan, body);
  const { words } = vm;
  const { frameSize, hostCost, paramCount } = plan;
  return (fp, argc) => {
    const callerFp = vm.fp;
    const callerSp = vm.sp;
    const top = fp + frameSize;
    words[fp - 4] = callerFp << 1;
    if ((vm.depth += hostCost) > vm.depthLimit || top > vm.stackLimit) vm.stackOverflow();
    for (let i = fp + (argc < paramCount ? argc : paramCount); i < top; i++) words[i] = UNDEFINED;
    vm.fp = fp;
    if (top > callerSp) vm.sp = top;
    if (--vm.fuel < 0) vm.refuel();
    vm.safepoint();
    const result = body(fp);
    vm.depth -= hostCost;
    vm.fp = callerFp;
    vm.sp = callerSp;
    return result;
  };
}

/** The same for functions that want their arguments as an object. */
function gatheringRun(vm: VM, plan: ActivationPlan, body: Expr): Run {
  const { words } = vm;
  const { frameSize, hostCost, paramCount, restSlot, argumentsSlot } = plan;
  return (fp, argc) => {
    const callerFp = vm.fp;
    const callerSp = vm.sp;
    const top = fp + frameSize;
    words[fp - 4] = callerFp << 1;
    vm.depth += hostCost;
    if (vm.depth > vm.depthLimit || Math.max(top, fp + argc) + 2 > vm.stackLimit) {
      vm.stackOverflow();
    }
    vm.fp = fp;
    // Above the frame to come, so that filling it leaves these two alone.
    vm.sp = Math.max(callerSp, fp + argc, top);
    for (let i = Math.max(callerSp, fp + argc); i < vm.sp; i++) words[i] = UNDEFINED;
    const all = vm.push(UNDEFINED);
    const rest = vm.push(UNDEFINED);
    if (argumentsSlot >= 0) words[all] = newArguments(vm, fp, argc);
    if (restSlot >= 0) {
      words[rest] = arrayFrom(vm, fp + paramCount, Math.max(0, argc - paramCount));
    }
    for (let i = fp + Math.min(argc, paramCount); i < top; i++) words[i] = UNDEFINED;
    if (argumentsSlot >= 0) words[fp + argumentsSlot] = words[all]!;
    if (restSlot >= 0) words[fp + restSlot] = words[rest]!;
    vm.sp = Math.max(callerSp, top);
    if (--vm.fuel < 0) vm.refuel();
    vm.safepoint();
    const result = body(fp);
    vm.depth -= hostCost;
    vm.fp = callerFp;
    vm.sp = callerSp;
    return result;
  };
}
