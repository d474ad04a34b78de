import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '@indus/cli';
import type { BenchReport } from '../run.ts';
import { DOLLARS_PER_XDR, YEAR, yearCost } from './citizen-year.ts';
import { measureHeapGrowth, measureSize, type SizeCost } from './measure-vault.ts';
import { OPERATIONS, type Operation } from './vault-operations.ts';
import { FILLED_BODY_BYTES, INIT } from './vault-scene.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Sizes that are always measured; another is added by an option. */
const SIZES = [1_000, 10_000, 100_000];
const GROWTH_SUBJECTS = 1_000_000;
const GROWTH_RATIO_MAX = 1.5;
const HEAP_SUBJECTS = 1_000;
const HEAP_GROWTH_BYTES_MAX = 1_048_576;

/** Bounds: instructions of one call, median, at every size. */
const BUDGETS: Readonly<Partial<Record<Operation, number>>> = {
  'own read: head': 5_000_000,
  'own read: list of records': 5_000_000,
  'own read: page of the ledger': 5_000_000,
  'write: record of 1 KiB': 40_000_000,
  'write: record of 1 KiB, new subject': 40_000_000,
  'consented read': 60_000_000,
};

interface Bar {
  readonly what: string;
  readonly figure: string;
  readonly limit: string;
  readonly state: 'kept' | 'missed' | 'open';
}

/** The vault's calls by the number of subjects, beside a Motoko canister, and what a citizen's year costs. */
export async function benchVault(
  onProgress: (text: string) => void,
  { subjects }: { readonly subjects?: number } = {},
): Promise<BenchReport> {
  onProgress('building the vault');
  const built = await buildCanister({ root: ROOT, name: 'vault' });
  return benchVaultModule(Uint8Array.from(await readFile(built.wasmGzPath)), onProgress, subjects);
}

/** The benchmark of a built module. */
export async function benchVaultModule(
  module: Uint8Array,
  onProgress: (text: string) => void,
  subjects?: number,
): Promise<BenchReport> {
  const sizes = [...new Set([...SIZES, ...(subjects === undefined ? [] : [subjects])])].sort((a, b) => a - b);
  onProgress('heap growth');
  const growth = measureHeapGrowth(module, HEAP_SUBJECTS);
  const costs: SizeCost[] = [];
  for (const size of sizes) costs.push(await measureSize(module, size, onProgress));
  const bars = [...budgetBars(costs), growthBar(costs), heapBar(growth)];
  const texts = bars.map(({ what, figure, limit, state }) => `${what}: ${figure} (${limit}) ${state}`);
  return {
    markdown: [barTable(bars), filledText(costs), callTable(costs), twinTable(costs), yearText(costs)].join(
      '\n\n',
    ),
    summary: texts,
    missed: texts.filter((_, at) => bars[at]?.state === 'missed'),
  };
}

function budgetBars(costs: readonly SizeCost[]): Bar[] {
  return (Object.entries(BUDGETS) as [Operation, number][]).map(([operation, budget]) => {
    const highest = Math.max(...costs.map(({ operations }) => operations[operation].instructions));
    return {
      what: `${operation}, at any size, million instructions`,
      figure: millions(highest),
      limit: `at most ${budget / 1e6}`,
      state: highest <= budget ? 'kept' : 'missed',
    };
  });
}

function growthBar(costs: readonly SizeCost[]): Bar {
  const first = costs[0] as SizeCost;
  const last = costs.at(-1) as SizeCost;
  const ratios = OPERATIONS.map((name) => ratioOf(last, first, name));
  const highest = Math.max(...ratios);
  const isMeasured = last.subjects >= GROWTH_SUBJECTS;
  const name = OPERATIONS[ratios.indexOf(highest)] as Operation;
  return {
    what: `a call at ${count(last.subjects)} subjects over ${count(first.subjects)}, the most (${name})`,
    figure: highest.toFixed(2),
    limit: `at most ${GROWTH_RATIO_MAX} at ${count(GROWTH_SUBJECTS)}`,
    state: highest > GROWTH_RATIO_MAX ? 'missed' : isMeasured ? 'kept' : 'open',
  };
}

function heapBar(growth: number): Bar {
  return {
    what: 'heap after 3,000 writes over 1,000, KiB',
    figure: (growth / 1024).toFixed(0),
    limit: `at most ${HEAP_GROWTH_BYTES_MAX / 1024}`,
    state: growth <= HEAP_GROWTH_BYTES_MAX ? 'kept' : 'missed',
  };
}

function barTable(bars: readonly Bar[]): string {
  return table(
    ['Figure', 'Measured', 'Bar', ''],
    bars.map(({ what, figure, limit, state }) => [what, figure, limit, state]),
  );
}

function filledText(costs: readonly SizeCost[]): string {
  const rows = costs.map(
    ({ subjects, rows: all, subjectBytes, heapBytes, twinHeapBytes, upgradeInstructions }) => [
      count(subjects),
      count(all),
      (subjectBytes / 1024).toFixed(1),
      mebibytes(heapBytes),
      mebibytes(twinHeapBytes),
      `${(upgradeInstructions / 1e9).toFixed(2)} G`,
    ],
  );
  return `### What was measured

The vault as it is built for release, in the subnet's sandbox with its metering (system calls and dirty pages included),
on the thread of the benchmark. One shard owns all ${count(INIT.buckets)} buckets. Each subject was issued one record with a body of
${FILLED_BODY_BYTES} bytes: with its ledger entry, notice, idempotency answer and certified tree. These calls were run by the vault's
own code in Node instead of wasm, in the order of the subjects' keys, and what it wrote was laid out as the stable maps of
the canister with eight rows a node; the canister was then upgraded onto it. It certifies the root that the code in Node
had certified; the benchmark ends if not. Numbers of nodes in the certified map follow the order of keys here, which no
call depends on.

${table(['Subjects', 'Rows', 'KiB in stable memory each', 'Heap MiB', 'Heap of the twin MiB', 'Instructions of an upgrade'], rows)}`;
}

function callTable(costs: readonly SizeCost[]): string {
  const first = costs[0] as SizeCost;
  const last = costs.at(-1) as SizeCost;
  const rows = OPERATIONS.map((name) => [
    name,
    ...costs.map(({ operations }) => millions(operations[name].instructions)),
    millions(last.operations[name].highest),
    ratioOf(last, first, name).toFixed(2),
    ...[first, last].map(({ operations }) => operations[name].milliseconds.toFixed(1)),
  ]);
  const head = [
    'Call',
    ...costs.map(({ subjects }) => `${count(subjects)} subjects`),
    `highest at ${count(last.subjects)}`,
    'growth',
    `ms at ${count(first.subjects)}`,
    `ms at ${count(last.subjects)}`,
  ];
  return `### Calls of the vault

Million instructions of one call: medians of 15 subjects spread over all, after five others. What is far above the median
contains a collection of garbage. Milliseconds are of execution alone; a subnet adds what the section \`subnet\` tells. Every
update certifies a new root. The own reads carry their witness. A denied read is a ledger entry and nothing else.

${table(head, rows)}`;
}

function twinTable(costs: readonly SizeCost[]): string {
  const rows = OPERATIONS.map((name) => [
    name,
    ...costs.map(({ operations }) => millions(operations[name].twinInstructions, 3)),
    times(costs.at(-1) as SizeCost, name),
  ]);
  return `### The same in Motoko

The twin (\`test/bench/vault/twin.mo\`, npm motoko 4.10.0, 64-bit, \`core\` library) keeps records, consents and a hash-chained ledger
for each subject in a map and certifies one hash over all chains. It has one role check and no directory, no idempotency,
no notices, no item proofs: its own reads prove nothing of one subject. Million instructions of one call.

${table(['Call', ...costs.map(({ subjects }) => `${count(subjects)} subjects`), 'vault over twin'], rows)}`;
}

function yearText(costs: readonly SizeCost[]): string {
  const rows = costs.map(({ subjects, operations, subjectBytes }) => {
    const ours = yearCost(usesOf(operations, 'instructions'), subjectBytes);
    const twin = yearCost(usesOf(operations, 'twinInstructions'), 0);
    return [
      count(subjects),
      `${(ours.calls / 1e9).toFixed(2)} G`,
      `${(ours.storage / 1e9).toFixed(2)} G`,
      `${(ours.total / 1e9).toFixed(2)} G`,
      ours.dollars.toFixed(4),
      ((ours.dollars * 34) / 13).toFixed(4),
      `${(twin.calls / 1e9).toFixed(2)} G`,
    ];
  });
  const use = (Object.entries(YEAR) as [Operation, number][])
    .map(([operation, often]) => `${operation} ${often}`)
    .join('; ');
  return `### A citizen's year

Use: ${use}. Prices are those of the documentation of the Internet Computer ("Cycle costs"): for a
subnet of 13 nodes 5,000,000 cycles an update, 1 an instruction, 1,200,000 a message and 2,000 each of its bytes, 127,000 a
gibibyte and second; queries are free; 10^12 cycles are 1 XDR, at ${DOLLARS_PER_XDR} US dollars. Storage: every act is counted with
the bytes of a whole filled subject, kept for the whole year.

${table(['Subjects', 'Cycles of calls', 'Cycles of storage', 'Cycles together', 'US dollars', 'US dollars on 34 nodes', 'Cycles of calls of the twin'], rows)}`;
}

function usesOf(
  operations: SizeCost['operations'],
  which: 'instructions' | 'twinInstructions',
): Record<Operation, { instructions: number; argumentBytes: number }> {
  return Object.fromEntries(
    OPERATIONS.map((name) => [
      name,
      { instructions: operations[name][which], argumentBytes: operations[name].argumentBytes },
    ]),
  ) as Record<Operation, { instructions: number; argumentBytes: number }>;
}

function ratioOf(last: SizeCost, first: SizeCost, name: Operation): number {
  return last.operations[name].instructions / first.operations[name].instructions;
}

function times({ operations }: SizeCost, name: Operation): string {
  return (operations[name].instructions / operations[name].twinInstructions).toFixed(0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function millions(value: number, digits = 2): string {
  return (value / 1e6).toFixed(digits);
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
