import { COUNT_DEVIATION_MAX, measureInstructionCounts, type MeasuredCount } from './instruction-counts.ts';
import { measurePerCall, PER_CALL_RATIO_MAX, type CallCost } from './per-call.ts';
import {
  FEW_REQUESTS,
  MANY_REQUESTS,
  measureRoundCost,
  ROUND_COST_RATIO_MAX,
  type RoundCost,
} from './round-cost.ts';
import type { BenchReport } from './run.ts';
import type { Spread } from './statistics.ts';
import { measureThroughput, THROUGHPUT_SHARE_MIN, type Throughput } from './throughput.ts';

const SANDBOX = 'sandbox: metering and rollback';

/** The embedded subnet: cost of a call, calls per second, cost of a round, instruction counts. */
export async function benchSubnet(onProgress: (text: string) => void): Promise<BenchReport> {
  const calls = await measurePerCall(onProgress);
  const throughput = await measureThroughput(onProgress);
  const round = await measureRoundCost(onProgress);
  const counts = await measureInstructionCounts(onProgress);
  const ratioOf = (costs: readonly CallCost[]): number =>
    costs.find(({ way }) => way === SANDBOX)?.ratio ?? Number.NaN;
  const deviation = Math.max(...counts.map((count) => Math.abs(count.deviation)));
  const bars = [
    bar('query in the sandbox, over the bare module', ratioOf(calls.query), 'at most', PER_CALL_RATIO_MAX),
    bar(
      'updates per second at 64 clients, over the bare loop',
      throughput.share,
      'at least',
      THROUGHPUT_SHARE_MIN,
    ),
    bar(
      `round with ${MANY_REQUESTS} known requests, over ${FEW_REQUESTS}`,
      round.ratio,
      'at most',
      ROUND_COST_RATIO_MAX,
    ),
    bar('largest deviation of an instruction count', deviation, 'at most', COUNT_DEVIATION_MAX),
  ];
  const markdown = [
    barTable(bars),
    perCallSection(calls),
    throughputSection(throughput),
    roundSection(round),
    countsSection(counts),
  ].join('\n\n');
  return {
    markdown,
    summary: bars.map(({ text }) => text),
    missed: bars.filter(({ isKept }) => !isKept).map(({ text }) => text),
  };
}

interface Bar {
  readonly what: string;
  readonly figure: string;
  readonly limit: string;
  readonly isKept: boolean;
  readonly text: string;
}

function bar(what: string, value: number, side: 'at most' | 'at least', limit: number): Bar {
  const isKept = side === 'at most' ? value <= limit : value >= limit;
  const figure = value.toFixed(3);
  return { what, figure, limit: `${side} ${limit}`, isKept, text: `${what}: ${figure} (${side} ${limit})` };
}

function barTable(bars: readonly Bar[]): string {
  return table(
    ['Figure', 'Measured', 'Bar', ''],
    bars.map(({ what, figure, limit, isKept }) => [what, figure, limit, isKept ? 'kept' : 'missed']),
  );
}

function perCallSection(calls: Record<'query' | 'update', readonly CallCost[]>): string {
  const rows = (['query', 'update'] as const).flatMap((kind) =>
    calls[kind].map(({ way, time, ratio }) => [kind, way, micros(time), ratio.toFixed(2)]),
  );
  return `### A call against the bare module

An Azle canister as Azle 0.33.0 builds it (a query that reads a text, an update that sets it), run in turns by the bare
module in V8 with a host of a few lines, and by the sandbox. CPU time of all threads for each call: median of blocks and
their quarter points.

${table(['Call', 'Way', 'Microseconds', 'Over bare'], rows)}`;
}

function throughputSection({ bareLoop, loads }: Throughput): string {
  const rows = loads.map(({ load, perSecond, p50Ms, p99Ms, cpu, verified }) => [
    load.name,
    whole(perSecond),
    p50Ms.median.toFixed(2),
    p99Ms.median.toFixed(2),
    cpu.median.toFixed(0),
    String(verified),
  ]);
  return `### Calls per second over HTTP

The same canister on a whole subnet with its store on disk, loaded from another process on the same machine over
kept-alive connections with envelopes signed beforehand; updates answer with certificates, of which some are verified by
the stock agent after each block. In turns with the bare module's own loop on one thread: ${whole(bareLoop)} updates per second.

${table(['Load', 'Calls per second', 'p50 ms', 'p99 ms', 'CPU microseconds each', 'Verified'], rows)}`;
}

function roundSection({ few, many, ratio }: RoundCost): string {
  return `### The end of a round by known requests

CPU time of storing, certifying and announcing a round with one update, in turns: ${micros(few)} microseconds with
${FEW_REQUESTS} known requests, ${micros(many)} with ${MANY_REQUESTS}; ${ratio.toFixed(3)} times.`;
}

function countsSection(counts: readonly MeasuredCount[]): string {
  const rows = counts.map(({ method, argument, azle032, azle033, measured, deviation }) => [
    typeof argument === 'number' ? `${method}(${argument})` : method,
    String(azle032),
    String(azle033),
    String(measured),
    `${(deviation * 100).toFixed(2)} %`,
  ]);
  return `### Instruction counts against Azle's own

What the canister's performance counter says at the end of the method, recorded by Azle's runtime (0.33.0, with the text
encoder that Azle ships). The deviation is from the figure for 0.32.0.

${table(['Method', 'Azle 0.32.0', 'Azle 0.33.0', 'Here', 'Deviation'], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function micros({ median, low, high }: Spread): string {
  return `${median.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
}

function whole({ median, low, high }: Spread): string {
  return `${Math.round(median)} (${Math.round(low)} to ${Math.round(high)})`;
}
