import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Finding, FuzzRange, FuzzReport } from './fuzz-inputs.ts';
import { ruleOf, type FuzzTarget } from './fuzz-target.ts';
import { memoryGrowth, MEMORY_GROWTH_MAX } from './memory-growth.ts';

/** A range of a target and all that went wrong in it, crashes and hangs of the process among them. */
export interface WatchedRun {
  readonly findings: readonly Finding[];
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly digests: readonly string[];
  readonly seconds: number;
  /** Largest growth of the memory in use over a process that ran long enough to tell. Units: bytes. */
  readonly growthBytes: number;
}

const PROCESS = fileURLToPath(new URL('fuzz-process.ts', import.meta.url));
/** Starting a process and opening a target may take this long; opening between epochs too. Units: milliseconds. */
const OPENING_MS = 60_000;
/** Making a finding smaller may take this long. Units: milliseconds. */
const MINIMISING_MS = 300_000;
/** Bounds: processes that may die before a run is given up. */
const DEATHS_MAX = 8;

/**
 * Runs a target in a process of its own and watches it from outside: an input that takes longer than its deadline is a
 * hang, a process that dies is a crash; both are findings, and the run goes on after them.
 */
export async function watchTarget(
  target: FuzzTarget,
  range: FuzzRange,
  onFinding: (finding: Finding) => void,
): Promise<WatchedRun> {
  const startMs = Date.now();
  const findings: Finding[] = [];
  const add = (finding: Finding): void => {
    findings.push(finding);
    onFinding(finding);
  };
  const outcomes: Record<string, number> = {};
  const digests: string[] = [];
  let growthBytes = 0;
  let inputs = 0;
  let next = range.from;
  const end = range.from + range.runs;
  for (let deaths = 0; next < end && deaths <= DEATHS_MAX;) {
    const life = await watchProcess(target, { ...range, from: next, runs: end - next }, add);
    if (life.report) {
      inputs += life.report.inputs;
      digests.push(life.report.digest);
      growthBytes = Math.max(growthBytes, memoryGrowth(life.report.memory));
      for (const [label, count] of Object.entries(life.report.outcomes)) {
        outcomes[label] = (outcomes[label] ?? 0) + count;
      }
      if (growthBytes > MEMORY_GROWTH_MAX)
        add(deathAt(target, range, next, `memory grew by ${growthBytes} bytes`));
      break;
    }
    deaths += 1;
    const death = life.death ?? 'the process ended without a word';
    if (life.index === undefined)
      throw new Error(`target ${target.name} does not open: ${life.detail ?? death}`);
    add(deathAt(target, range, life.index, death, life.detail));
    outcomes[`FOUND ${ruleOf(death)}`] = (outcomes[`FOUND ${ruleOf(death)}`] ?? 0) + 1;
    inputs += life.index + 1 - next;
    next = life.index + 1;
  }
  return { findings, inputs, outcomes, digests, seconds: (Date.now() - startMs) / 1000, growthBytes };
}

function deathAt(target: FuzzTarget, { seed }: FuzzRange, index: number, rule: string, detail = ''): Finding {
  return {
    target: target.name,
    seed,
    index,
    rule,
    detail,
    input: new Uint8Array(),
    alone: target.isStateless,
  };
}

interface Life {
  /** The input that was under way; undefined when the target was never opened. */
  readonly index: number | undefined;
  readonly report: FuzzReport | undefined;
  readonly death: string | undefined;
  readonly detail: string | undefined;
}

function watchProcess(target: FuzzTarget, range: FuzzRange, add: (finding: Finding) => void): Promise<Life> {
  const child = startProcess(target, range);
  let index: number | undefined;
  let report: FuzzReport | undefined;
  let death: string | undefined;
  let detail: string | undefined;
  let heardMs = Date.now() + OPENING_MS;
  const lines = createInterface({ input: child.stdio[3] as Readable });
  lines.on('line', (line) => {
    if (line.startsWith('i ')) {
      index = Number(line.slice(2));
      const opens = (index + 1 - range.from) % target.epochInputs === 0;
      heardMs = Date.now() + (opens ? OPENING_MS : 0);
      return;
    }
    heardMs = Date.now() + (line === 'm' ? MINIMISING_MS : OPENING_MS);
    if (line === 'm') return;
    const told = JSON.parse(line) as {
      readonly finding?: Omit<Finding, 'input'> & { readonly input: string };
      readonly report?: FuzzReport;
      readonly crash?: string;
      readonly detail?: string;
    };
    if (told.finding) {
      add({ ...told.finding, input: new Uint8Array(Buffer.from(told.finding.input, 'base64')) });
    }
    report ??= told.report;
    death ??= told.crash;
    detail ??= told.detail;
  });
  const watch = setInterval(() => {
    if (Date.now() - heardMs <= target.deadlineMs) return;
    death ??= `hang: no end within ${target.deadlineMs} ms`;
    child.kill('SIGKILL');
  }, 100);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearInterval(watch);
      if (report === undefined) death ??= `crash: exit code ${code}, signal ${signal}`;
      resolve({ index, report, death, detail });
    });
  });
}

function startProcess(target: FuzzTarget, { seed, from, runs, untilMs }: FuzzRange): ChildProcess {
  const numbers = [seed, from, runs, untilMs].map(String);
  const flags = ['--expose-gc', '--import', 'tsx'];
  return spawn(process.execPath, [...flags, PROCESS, target.name, ...numbers], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
}
