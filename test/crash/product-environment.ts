import { readFileSync } from 'node:fs';

const INDUS = new URL('../../cli/bin/indus.js', import.meta.url);

/** The variables with which `indus` runs by itself: those of its first line. Shape: what the C library of Linux keeps of freed memory. */
export function productEnvironment(): Readonly<Record<string, string>> {
  const [line = ''] = readFileSync(INDUS, 'utf8').split('\n');
  const found = [...line.matchAll(/\s([A-Z_]+)=(\S+)/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}
