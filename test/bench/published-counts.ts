/** One figure of Azle's and the call that it was read from. Units: instructions, by `ic0.performance_counter(1)`. */
export interface PublishedCount {
  readonly module: 'greeting' | 'tables';
  readonly method: string;
  /** Text for `setMessage`, else how many records are inserted. */
  readonly argument: string | number;
  readonly azle032: bigint;
  readonly azle033: bigint;
}

/**
 * Instruction counts of methods whose fixtures this folder rebuilds.
 * Source: demergent-labs/azle, tag 0.33.0, `examples/stable/demo/hello_world/benchmarks.md` and
 * `examples/stable/test/end_to_end/candid_rpc/stable_b_tree_map_instruction_threshold/benchmarks.md`; arguments from `test/tests.ts` beside them.
 */
export const PUBLISHED_COUNTS: readonly PublishedCount[] = [
  {
    module: 'greeting',
    method: 'setMessage',
    argument: 'Goodbye world!',
    azle032: 1_404_869n,
    azle033: 1_395_312n,
  },
  {
    module: 'tables',
    method: 'insertSmallRecord',
    argument: 10_000,
    azle032: 19_172_288_381n,
    azle033: 18_885_600_534n,
  },
  {
    module: 'tables',
    method: 'insertMediumRecord',
    argument: 5_000,
    azle032: 17_897_930_796n,
    azle033: 17_704_454_543n,
  },
  {
    module: 'tables',
    method: 'insertLargeRecord',
    argument: 2_000,
    azle032: 20_620_408_060n,
    azle033: 20_534_052_784n,
  },
];
