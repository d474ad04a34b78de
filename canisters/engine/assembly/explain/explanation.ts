/**
 * What each feature adds to the raw scores of one row, before any post-transform. For every target the base value and the
 * contributions of all features add up to the score.
 */
export class Explanation {
  targets: i32;
  features: i32;
  /** `[targets, features]`, row-major. */
  contributions: StaticArray<f64>;
  /** `[targets]`: the score that is expected when nothing is known of the row. */
  baseValues: StaticArray<f64>;
  /** `[targets]`: the row's score, summed in double precision. */
  scores: StaticArray<f64>;

  constructor(targets: i32, features: i32) {
    this.targets = targets;
    this.features = features;
    this.contributions = new StaticArray<f64>(targets * features);
    this.baseValues = new StaticArray<f64>(targets);
    this.scores = new StaticArray<f64>(targets);
  }

  /** Adds to the contribution of a feature. */
  add(target: i32, feature: i32, amount: f64): void {
    const at = target * this.features + feature;
    unchecked((this.contributions[at] = unchecked(this.contributions[at]) + amount));
  }
}

/** Where the share of the samples that pass a node is taken from. */
export namespace CoverSource {
  /** The model's `nodes_hitrates`; refused where they are missing or do not add up, as in exports that fill them with ones. */
  export const HIT_RATES: i32 = 0;
  /** Every leaf of a tree counts the same: a stated choice of whoever asks, not a property of the data. */
  export const LEAF_COUNTS: i32 = 1;
}
