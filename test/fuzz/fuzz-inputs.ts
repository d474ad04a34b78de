import { createHash } from 'node:crypto';
import { inputRandom } from './input-random.ts';
import { minimiseInput } from './minimise-input.ts';
import { ruleOf, type FuzzBody, type FuzzTarget } from './fuzz-target.ts';

/** Inputs `from` to `from + runs - 1` of a seed; the run ends early when the time is over. */
export interface FuzzRange {
  readonly seed: number;
  readonly from: number;
  readonly runs: number;
  /** Units: milliseconds since 1970. */
  readonly untilMs: number;
}

/** An input that broke a property. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly index: number;
  readonly rule: string;
  readonly detail: string;
  readonly input: Uint8Array;
  /** True when the input fails alone, without those before it. */
  readonly alone: boolean;
}

/** What a range of inputs came to. */
export interface FuzzReport {
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Hash over all inputs and how each ended: the same seed gives the same one. */
  readonly digest: string;
  /** Memory in use after each epoch, collected. Units: bytes. */
  readonly memory: readonly number[];
}

/** Who is told what happens, at once. */
export interface FuzzListener {
  started(index: number): void;
  /** A finding is being made smaller, which takes as long as it takes. */
  minimising(): void;
  found(finding: Finding): void;
}

/** Bounds: how often one rule is reported with an input; further cases are counted among the outcomes. */
const REPORTS_OF_RULE_MAX = 3;
/** Bounds: inputs tried to make one smaller, where opening a target costs nothing and where it costs. */
const TRIALS_MAX = 5_000;
const DEAR_TRIALS_MAX = 60;

/** Gives the inputs of the range to the target, one after the other. */
export async function fuzzInputs(
  target: FuzzTarget,
  range: FuzzRange,
  listener: FuzzListener,
): Promise<FuzzReport> {
  const outcomes: Record<string, number> = {};
  const reported = new Map<string, number>();
  const digest = createHash('sha256');
  const memory: number[] = [];
  let body: FuzzBody | undefined;
  let index = range.from;
  for (; index < range.from + range.runs && Date.now() < range.untilMs; index++) {
    if (body === undefined || (index - range.from) % target.epochInputs === 0) {
      await body?.close();
      memory.push(usedMemory());
      body = await target.open(range.seed);
    }
    listener.started(index);
    const input = body.generate(inputRandom(range.seed, index));
    const outcome = await outcomeOf(body, input);
    const label = outcome.label ?? `FOUND ${ruleOf(outcome.error)}`;
    outcomes[label] = (outcomes[label] ?? 0) + 1;
    digest.update(input).update(label);
    if (outcome.error === undefined) continue;
    const times = (reported.get(label) ?? 0) + 1;
    reported.set(label, times);
    await body.close();
    if (times <= REPORTS_OF_RULE_MAX) {
      listener.minimising();
      listener.found(await findingOf(target, { seed: range.seed, index, input }, outcome.error));
    }
    body = await target.open(range.seed);
  }
  await body?.close();
  memory.push(usedMemory());
  return { inputs: index - range.from, outcomes, digest: digest.digest('hex').slice(0, 16), memory };
}

type Outcome =
  | { readonly label: string; readonly error?: undefined }
  | { readonly label?: undefined; readonly error: object };

async function outcomeOf(body: FuzzBody, input: Uint8Array): Promise<Outcome> {
  try {
    return { label: await body.run(input) };
  } catch (error) {
    return { error: error instanceof Error ? error : new TypeError(`thrown: ${String(error)}`) };
  }
}

async function findingOf(
  target: FuzzTarget,
  { seed, index, input }: { readonly seed: number; readonly index: number; readonly input: Uint8Array },
  error: unknown,
): Promise<Finding> {
  const rule = ruleOf(error);
  const failsAlone = async (candidate: Uint8Array): Promise<boolean> => {
    const body = await target.open(seed);
    try {
      const outcome = await outcomeOf(body, candidate);
      return outcome.error !== undefined && ruleOf(outcome.error) === rule;
    } finally {
      await body.close();
    }
  };
  const alone = await failsAlone(input);
  const trials = target.isStateless ? TRIALS_MAX : DEAR_TRIALS_MAX;
  const smallest = alone ? await minimiseInput(input, failsAlone, trials) : input;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { target: target.name, seed, index, rule, detail, input: smallest, alone };
}

/** Units: bytes. Collected first where the process may. */
function usedMemory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
