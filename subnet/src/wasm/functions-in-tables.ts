import type { ModuleLayout } from './module-layout.ts';
import type { CodeScan } from './scan-code.ts';

/** Indexes of the functions that can come into a table: those in element segments and those that code refers to. */
export function functionsInTables(layout: ModuleLayout, scan: CodeScan): number[] {
  const functions = new Set<number>(scan.referenced);
  for (const segment of layout.elements) for (const index of segment.functions) functions.add(index);
  return [...functions].filter((index) => index < layout.functionTypes.length).sort((a, b) => a - b);
}
