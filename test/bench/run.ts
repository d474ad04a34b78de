import { parseArgs } from 'node:util';
import { benchSubnet } from './bench-subnet.ts';
import { benchEngine } from './engine/bench-engine.ts';
import { machineFacts } from './machine-facts.ts';
import { benchVault } from './vault/bench-vault.ts';
import { writeSection } from './write-section.ts';

/** What a benchmark brings back. `missed`: each bar that it knows and did not keep, with the figure. */
export interface BenchReport {
  /** Markdown below the section's heading. */
  readonly markdown: string;
  /** The figures in lines, printed last. */
  readonly summary: readonly string[];
  readonly missed: readonly string[];
}

/** What may be asked of a benchmark. `subjects`: a further number of subjects at which the vault is measured. */
export interface BenchOptions {
  readonly subjects?: number;
}

/** A benchmark; progress goes to standard error. */
export type Bench = (onProgress: (text: string) => void, options: BenchOptions) => Promise<BenchReport>;

const BENCHES: Readonly<Record<string, Bench>> = {
  subnet: benchSubnet,
  vault: benchVault,
  engine: benchEngine,
};

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { subjects: { type: 'string' } },
});
const subjects = values.subjects === undefined ? undefined : Number(values.subjects);
const isSized = subjects === undefined || (Number.isInteger(subjects) && subjects >= 1_000);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0 || !isSized) {
  const known = Object.keys(BENCHES).join(', ');
  console.error(`usage: npm run bench -- NAME… [--subjects N], with NAME one of: ${known}; N from 1000`);
  process.exit(2);
}
let missed = 0;
for (const name of names) {
  const report = await (BENCHES[name] as Bench)(
    (text) => console.error(`[${name}] ${text}`),
    subjects === undefined ? {} : { subjects },
  );
  await writeSection(name, `${machineFacts()}\n\n${report.markdown}`);
  console.log(report.summary.join('\n'));
  for (const bar of report.missed) console.log(`MISSED: ${bar}`);
  missed += report.missed.length;
}
process.exit(missed === 0 ? 0 : 1);
