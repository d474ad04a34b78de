import type { Judged, Outcome } from './judge-case.ts';

/** The least share of the published cases that onnxruntime-web passes and the engine has to pass. */
export const RATIO_MIN = 0.87;

const COLUMNS: readonly Outcome[] = ['passed', 'failed', 'unsupported', 'agreed', 'unjudged'];

/** The judgements as text: failures and refusals with their reasons, then figures by operator, last the totals. */
export function engineReport(generated: readonly Judged[], published: readonly Judged[], ms: number): string {
  const all = [...generated, ...published];
  const lines: string[] = [];
  for (const outcome of ['unsupported', 'failed'] as const) {
    for (const one of all.filter((each) => each.outcome === outcome)) {
      lines.push(
        `${outcome === 'failed' ? 'FAILED' : outcome} ${one.operator}: ${one.name}\n        ${one.reason}`,
      );
    }
  }
  lines.push('', `${'operator'.padEnd(34)} ${COLUMNS.map((column) => column.padStart(11)).join(' ')}`);
  for (const operator of [...new Set(all.map((one) => one.operator))].sort()) {
    lines.push(`${operator.padEnd(34)} ${figures(all.filter((one) => one.operator === operator))}`);
  }
  lines.push('', `${'generated'.padEnd(34)} ${figures(generated)}`);
  if (published.length > 0) lines.push(...publishedLines(published));
  lines.push(`${all.length} cases in ${(ms / 1000).toFixed(1)} s`);
  return lines.join('\n');
}

/** Published cases that the engine passes for each that onnxruntime-web passes. */
export function ratioOf(published: readonly Judged[]): number {
  const passed = published.filter(({ outcome }) => outcome === 'passed').length;
  return passed / published.filter(({ isRuntimeRight }) => isRuntimeRight).length;
}

function publishedLines(published: readonly Judged[]): string[] {
  const runtime = published.filter(({ isRuntimeRight }) => isRuntimeRight).length;
  const wrong = published.filter(({ isWrongAnswer }) => isWrongAnswer).length;
  const ratio = ratioOf(published);
  const state = ratio >= RATIO_MIN ? 'kept' : 'missed';
  return [
    `${'published'.padEnd(34)} ${figures(published)}`,
    `published cases that onnxruntime-web passes: ${runtime} of ${published.length}`,
    `passed for each that onnxruntime-web passes: ${ratio.toFixed(3)} (at least ${RATIO_MIN}) ${state}`,
    `loaded and answered wrongly: ${wrong} (none) ${wrong === 0 ? 'kept' : 'missed'}`,
  ];
}

function figures(of: readonly Judged[]): string {
  const count = (outcome: Outcome): number => of.filter((one) => one.outcome === outcome).length;
  return COLUMNS.map((column) => String(count(column)).padStart(11)).join(' ');
}
