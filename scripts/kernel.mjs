// How the kernel is compiled, and what the file is that it is inlined in; the same for the package
// and for its mutants.

/** The file that is compiled, below the root. */
export const KERNEL_ENTRY = 'src/kernel/assembly/index.ts';

/** The file that is made. */
export const KERNEL_BINARY = 'src/kernel/binary.ts';

/** Options of the AssemblyScript compiler. */
export const KERNEL_OPTIONS = [
  '--runtime',
  'stub',
  '--importMemory',
  // In the null page, behind what a null reference may be read at.
  '--memoryBase',
  '2048',
  '--enable',
  'bulk-memory',
  '--noAssert',
  '-O3',
];

/** The text of the file: the bytes of the kernel, and a stamp that says what they are made of. */
export function inlineKernel(bytes, stamp) {
  return (
    `// Made by scripts/build-kernel.mjs from src/kernel/assembly; ${bytes.length} bytes of WebAssembly.\n` +
    `// sources: ${stamp}\nexport const KERNEL_BASE64 =\n  '${Buffer.from(bytes).toString('base64')}';\n`
  );
}
