// What the operating system has committed for an address space, as the kernel of the system counts
// it.

import { readFileSync } from 'node:fs';

const KIB = 1024;

/** Resident bytes of the process. */
export function residentBytes(): number {
  return process.memoryUsage.rss();
}

/**
 * Resident bytes of the writable mappings that are at least as long as the space, or undefined
 * where the system does not tell. A space is by far the longest mapping of its process.
 */
export function residentOfSpace(reserved: number): number | undefined {
  let maps: string;
  try {
    maps = readFileSync('/proc/self/smaps', 'utf8');
  } catch {
    return undefined;
  }
  let resident: number | undefined;
  let isOurs = false;
  for (const line of maps.split('\n')) {
    const range = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line);
    if (range !== null) {
      const bytes = parseInt(range[2]!, 16) - parseInt(range[1]!, 16);
      isOurs = bytes >= reserved && range[3]!.startsWith('rw');
    } else if (isOurs && line.startsWith('Rss:')) {
      resident = (resident ?? 0) + Number(/\d+/.exec(line)![0]) * KIB;
    }
  }
  return resident;
}
