/** Blocks of the subnet's node up to a time. Source: ic.did, `node_metrics_history_result`. */
export interface NodeMetrics {
  readonly timestampNs: bigint;
  readonly blocksProposed: bigint;
}

/** Days that are kept. Source: interface specification, "node_metrics_history". */
const DAYS_MAX = 60;
const DAY_NS = 86_400_000_000_000n;

/** The samples with the newest round: one for each UTC day, the last of the day. */
export function withSample(samples: readonly NodeMetrics[], sample: NodeMetrics): readonly NodeMetrics[] {
  const last = samples.at(-1);
  const sameDay = last !== undefined && last.timestampNs / DAY_NS === sample.timestampNs / DAY_NS;
  return [...(sameDay ? samples.slice(0, -1) : samples), sample].slice(-DAYS_MAX);
}
