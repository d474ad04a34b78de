import type { Random } from '../sim/random.ts';

/** What is fuzzed: one of the things that read bytes of strangers. */
export interface FuzzTarget {
  readonly name: string;
  /** How long one input may take before it counts as a hang. Units: milliseconds. */
  readonly deadlineMs: number;
  /** Inputs after which a fresh body is opened; what came before no longer matters to what comes then. */
  readonly epochInputs: number;
  /** Part of the inputs of a run over all targets. */
  readonly share: number;
  /** True when nothing is kept from one input to the next, so that opening costs nothing. */
  readonly isStateless: boolean;
  /** Opens what takes the inputs. Everything in it follows from the seed. */
  open(seed: number): Promise<FuzzBody>;
}

/** One life of a target. */
export interface FuzzBody {
  /** Makes an input. */
  generate(random: Random): Uint8Array;
  /**
   * Gives the input to the code and checks what came out; returns in a few words how it ended.
   * Errors: whatever is thrown is a finding.
   */
  run(input: Uint8Array): string | Promise<string>;
  close(): Promise<void>;
}

/** A property that an input broke. Two findings with the same rule are taken for one. */
export class PropertyBroken extends Error {
  override readonly name = 'PropertyBroken';
}

/** Errors: PropertyBroken unless the condition holds. */
export function check(condition: boolean, property: () => string): asserts condition {
  if (!condition) throw new PropertyBroken(property());
}

/** A short name of an error, without the numbers and names that differ from input to input. */
export function ruleOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text
    .split('\n', 1)[0]!
    .replace(/'[^']*'|"[^"]*"/g, '…')
    .replace(/0x[0-9a-f]+|\d+/gi, 'N')
    .slice(0, 160);
}

/** A body without a life of its own: a function of the input. */
export function plainBody(
  generate: (random: Random) => Uint8Array,
  run: (input: Uint8Array) => string | Promise<string>,
): FuzzBody {
  return { generate, run, close: () => Promise.resolve() };
}
