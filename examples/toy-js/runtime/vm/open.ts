import { Heap } from '../../../../src/index.ts';
import { requireHostStack } from '../../host-errors.ts';
import { registerLayouts } from '../values/layouts.ts';
import type { VMOptions } from './options.ts';
import { VM } from './vm.ts';

/**
 * Opens a heap and a VM in it, and lets `prepare` add to it. Where any of it throws, the heap's
 * memory goes back. Throws as Heap does, HeapLimitError where it does not fit, and the engine's
 * own error where little of its stack is left.
 */
export function openVM(options: VMOptions = {}, prepare?: (vm: VM) => void): VM {
  requireHostStack();
  const { stressGc, fuel, depthLimit, stackWords, collect = 'explicit', ...heapOptions } = options;
  // Every word that the program can still reach is in a range or in the heap: objects may move.
  const heap = new Heap({ preciseRoots: true, ...heapOptions, collect });
  try {
    registerLayouts(heap);
    const vm = new VM(heap, { stressGc, fuel, depthLimit, stackWords });
    prepare?.(vm);
    return vm;
  } catch (error) {
    heap.dispose();
    throw error;
  }
}
