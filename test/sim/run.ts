import { parseArgs } from 'node:util';
import { checkedRun } from './checked-run.ts';

/** `npm run sim -- messages [--seed N] [--runs N] [--steps N]`: random schedules, each checked in three ways. */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, runs: { type: 'string' }, steps: { type: 'string' } },
});

if (positionals[0] !== 'messages') {
  process.stderr.write('usage: npm run sim -- messages [--seed N] [--runs N] [--steps N]\n');
  process.exitCode = 2;
} else {
  const first = Number(values.seed ?? process.hrtime()[1]);
  const runs = Number(values.runs ?? 1);
  const steps = Number(values.steps ?? 40);
  for (let seed = first; seed < first + runs; seed++) {
    try {
      const { accepted, replied, root } = await checkedRun(seed, steps);
      process.stdout.write(
        `seed ${seed}: ${accepted} accepted, ${replied} replied, root ${root.slice(0, 16)}\n`,
      );
    } catch (error) {
      const again = `npm run sim -- messages --seed ${seed} --steps ${steps}`;
      process.stderr.write(
        `seed ${seed} failed; repeat it with: ${again}\n${String((error as Error).stack)}\n`,
      );
      process.exitCode = 1;
      break;
    }
  }
}
