import { readFileSync } from 'node:fs';

const LINUX = '/proc/thread-self/schedstat';

/**
 * CPU time of this thread alone, where the system tells it (Linux); else of all threads, among them those on which V8 compiles.
 * Units: microseconds.
 */
export function threadMicroseconds(): number {
  if (process.platform === 'linux') return Number(readFileSync(LINUX, 'utf8').split(' ')[0]) / 1000;
  const { user, system } = process.cpuUsage();
  return user + system;
}
