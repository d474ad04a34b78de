import { writeSync } from 'node:fs';
import { fuzzInputs } from './fuzz-inputs.ts';
import { ruleOf } from './fuzz-target.ts';
import { targetOf } from './targets.ts';

/**
 * Runs a range of one target; its parent watches. Lines on file descriptor 3: `i <index>` before each input, `m` before a
 * finding is made smaller, and JSON for findings and the report.
 */
const CHANNEL = 3;
const [name = '', seed = '1', from = '0', runs = '1', untilMs = '0'] = process.argv.slice(2);

/** An index may be lost when the parent is slow; a finding or a report may not. */
function tell(line: string, mayBeLost: boolean): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(CHANNEL, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      if (mayBeLost && at === 0) return;
    }
  }
}

process.on('unhandledRejection', (error) => {
  tell(
    JSON.stringify({
      crash: `unhandled rejection: ${ruleOf(error)}`,
      detail: String((error as Error)?.stack),
    }),
    false,
  );
  process.exit(70);
});
process.on('uncaughtException', (error) => {
  tell(JSON.stringify({ crash: `uncaught exception: ${ruleOf(error)}`, detail: String(error.stack) }), false);
  process.exit(70);
});

const report = await fuzzInputs(
  targetOf(name),
  { seed: Number(seed), from: Number(from), runs: Number(runs), untilMs: Number(untilMs) },
  {
    started: (index) => tell(`i ${index}`, true),
    minimising: () => tell('m', false),
    found: (finding) =>
      tell(
        JSON.stringify({ finding: { ...finding, input: Buffer.from(finding.input).toString('base64') } }),
        false,
      ),
  },
);
tell(JSON.stringify({ report: { ...report, rssBytes: process.memoryUsage().rss } }), false);
process.exit(0);
