import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Finding } from './fuzz-inputs.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { TARGETS, targetOf } from './targets.ts';
import { watchTarget, type WatchedRun } from './watch-target.ts';
import { repeatCommand, writeFinding } from './write-finding.ts';

/**
 * `npm run fuzz -- [TARGET|all] [--runs N] [--seed N] [--minutes M] [--from INDEX]`: random inputs to whatever parses
 * in the subnet. `npm run fuzz -- TARGET --input FILE`: one input again, in this process.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    from: { type: 'string' },
    input: { type: 'string' },
  },
});
const name = positionals[0] ?? 'all';
const RUNS = 100_000;

if (name !== 'all' && !TARGETS.some((target) => target.name === name)) {
  const names = TARGETS.map((target) => target.name).join('|');
  process.stderr.write(
    `usage: npm run fuzz -- [${names}|all] [--runs N] [--seed N] [--minutes M] [--from INDEX] [--input FILE]\n`,
  );
  process.exitCode = 2;
} else if (values.input !== undefined) {
  await runInput(targetOf(name), values.input);
} else {
  const chosen = name === 'all' ? TARGETS : [targetOf(name)];
  let found = 0;
  for (const target of chosen) found += (await runTarget(target, chosen)).findings.length;
  process.exitCode = found === 0 ? 0 : 1;
}

async function runInput(target: FuzzTarget, file: string): Promise<void> {
  const body = await target.open(Number(values.seed ?? 1));
  const outcome = await body.run(new Uint8Array(await readFile(file)));
  await body.close();
  process.stdout.write(`${target.name}: ${outcome}\n`);
}

/** Runs and minutes of a run over several targets are divided by their shares. */
async function runTarget(target: FuzzTarget, chosen: readonly FuzzTarget[]): Promise<WatchedRun> {
  const part = target.share / chosen.reduce((sum, { share }) => sum + share, 0);
  const seed = Number(values.seed ?? (process.hrtime()[1] >>> 4) + 1);
  const from = Number(values.from ?? 0);
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes) / chosen.length;
  const most = minutes === undefined ? RUNS : Number.MAX_SAFE_INTEGER;
  const runs = Math.ceil(values.runs === undefined ? most * part : Number(values.runs) * part);
  const untilMs = minutes === undefined ? Number.MAX_SAFE_INTEGER : Date.now() + minutes * 60_000;
  const pending: Promise<void>[] = [];
  const report = (finding: Finding): void => void pending.push(tell(target, finding, from));
  const watched = await watchTarget(target, { seed, from, runs, untilMs }, report);
  await Promise.all(pending);
  const rate = Math.round(watched.inputs / watched.seconds);
  process.stdout.write(
    `${target.name}: seed ${seed}, ${watched.inputs} inputs in ${watched.seconds.toFixed(1)} s (${rate}/s), ` +
      `${watched.findings.length} findings, memory +${(watched.growthBytes / 2 ** 20).toFixed(1)} MiB, ` +
      `digest ${watched.digests.join(' ')}\n`,
  );
  const outcomes = Object.entries(watched.outcomes).sort((one, other) => other[1] - one[1]);
  for (const [label, count] of outcomes) process.stdout.write(`  ${String(count).padStart(9)}  ${label}\n`);
  return watched;
}

async function tell(target: FuzzTarget, finding: Finding, from: number): Promise<void> {
  const epochs = Math.floor((finding.index - from) / target.epochInputs);
  const command = repeatCommand(finding, from + epochs * target.epochInputs);
  const path = await writeFinding(finding, command);
  process.stderr.write(
    `FOUND in ${target.name}, input ${finding.index} (${finding.input.length} bytes in ${path}): ${finding.rule}\n` +
      `  repeat it with: ${command}\n`,
  );
}
