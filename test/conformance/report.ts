import type { CaseResult } from './run-cases.ts';

/** The results as text: failures and skips with their reasons, then figures by chapter, last those of the whole table. */
export function report(network: string, results: readonly CaseResult[], ms: number): string {
  const chosen = (outcome: CaseResult['outcome']) => results.filter((one) => one.outcome === outcome);
  const lines = [
    ...chosen('failed').map((one) => `FAILED  ${one.section}: ${one.name}\n        ${one.reason}`),
    ...chosen('skipped').map((one) => `skipped ${one.section}: ${one.name}\n        ${one.reason}`),
    '',
  ];
  for (const chapter of new Set(results.map((one) => one.chapter))) {
    const of = results.filter((one) => one.chapter === chapter);
    lines.push(`${chapter.padEnd(28)} ${figures(of)}`);
  }
  lines.push('', `${network}: ${figures(results)} in ${(ms / 1000).toFixed(1)} s`);
  return lines.join('\n');
}

function figures(results: readonly CaseResult[]): string {
  const count = (outcome: CaseResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  return `${results.length} cases, ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
