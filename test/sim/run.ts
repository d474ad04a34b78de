import { parseArgs } from 'node:util';
import { checkedRun } from './checked-run.ts';
import { simulateVault } from './simulate-vault.ts';

/** `npm run sim -- messages|vault [--seed N] [--runs N] [--steps N]`: random schedules, each held against what must be. */

/** What is simulated: how one seed runs, and what there is to say of it. */
const SIMULATIONS: Readonly<
  Record<string, { readonly steps: number; run(seed: number, steps: number): Promise<string> }>
> = {
  messages: {
    steps: 40,
    run: async (seed, steps) => {
      const { accepted, replied, root } = await checkedRun(seed, steps);
      return `${accepted} accepted, ${replied} replied, root ${root.slice(0, 16)}`;
    },
  },
  vault: {
    steps: 150,
    run: async (seed, steps) => {
      const { acts, moves, waited, root } = await simulateVault(seed, steps);
      return `${acts} acts, ${waited} of them put off, ${moves} moves, root ${root.slice(0, 16)}`;
    },
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, runs: { type: 'string' }, steps: { type: 'string' } },
});
const [name = ''] = positionals;
const simulation = SIMULATIONS[name];

if (simulation === undefined) {
  const names = Object.keys(SIMULATIONS).join('|');
  process.stderr.write(`usage: npm run sim -- ${names} [--seed N] [--runs N] [--steps N]\n`);
  process.exitCode = 2;
} else {
  const first = Number(values.seed ?? process.hrtime()[1]);
  const runs = Number(values.runs ?? 1);
  const steps = Number(values.steps ?? simulation.steps);
  for (let seed = first; seed < first + runs; seed++) {
    try {
      process.stdout.write(`seed ${seed}: ${await simulation.run(seed, steps)}\n`);
    } catch (error) {
      const again = `npm run sim -- ${name} --seed ${seed} --steps ${steps}`;
      process.stderr.write(
        `seed ${seed} failed; repeat it with: ${again}\n${String((error as Error).stack)}\n`,
      );
      process.exitCode = 1;
      break;
    }
  }
}
