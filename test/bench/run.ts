import { benchSubnet } from './bench-subnet.ts';
import { machineFacts } from './machine-facts.ts';
import { writeSection } from './write-section.ts';

/** What a benchmark brings back. `missed`: each bar that it knows and did not keep, with the figure. */
export interface BenchReport {
  /** Markdown below the section's heading. */
  readonly markdown: string;
  /** The figures in lines, printed last. */
  readonly summary: readonly string[];
  readonly missed: readonly string[];
}

/** A benchmark; progress goes to standard error. */
export type Bench = (onProgress: (text: string) => void) => Promise<BenchReport>;

const BENCHES: Readonly<Record<string, Bench>> = { subnet: benchSubnet };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (names.length === 0 || unknown.length > 0) {
  console.error(`usage: npm run bench -- NAME…, with NAME one of: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
let missed = 0;
for (const name of names) {
  const report = await (BENCHES[name] as Bench)((text) => console.error(`[${name}] ${text}`));
  await writeSection(name, `${machineFacts()}\n\n${report.markdown}`);
  console.log(report.summary.join('\n'));
  for (const bar of report.missed) console.log(`MISSED: ${bar}`);
  missed += report.missed.length;
}
process.exit(missed === 0 ? 0 : 1);
