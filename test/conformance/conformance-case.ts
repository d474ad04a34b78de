import type { Bench } from './bench.ts';
import type { Network } from './network.ts';

/** One sentence of the specification, held against a network. */
export interface ConformanceCase {
  /** Where the specification says it: page and heading. */
  readonly section: string;
  readonly name: string;
  /** Throws where the network disagrees. */
  readonly run: (bench: Bench) => Promise<void>;
  /** Why this case cannot be run, at all or on the given network; undefined: it can. */
  readonly skip?: string | ((network: Network) => string | undefined);
}

/** Cases that share canisters and run one after the other. */
export interface CaseGroup {
  readonly chapter: string;
  readonly cases: readonly ConformanceCase[];
}

/** A case. */
export function conformanceCase(
  section: string,
  name: string,
  run: (bench: Bench) => Promise<void>,
): ConformanceCase {
  return { section, name, run };
}
