import { Shape } from './shape';

/** Turns pairs of numbers of queries and keys by angles that grow with the position. Source: Su et al., RoFormer, 2021. */
export class Rotary {
  private pairs: i32;
  private frequencies: usize;
  /** For each token of the batch and each pair: cosine and sine. */
  private turns: usize;

  constructor(
    private shape: Shape,
    factors: usize,
    tokens: i32,
  ) {
    this.pairs = shape.ropeWidth / 2;
    this.frequencies = heap.alloc((<usize>this.pairs) << 3);
    this.turns = heap.alloc((<usize>tokens * <usize>this.pairs) << 3);
    for (let pair = 0; pair < this.pairs; pair++) {
      const exponent = (-2.0 * <f64>pair) / <f64>shape.ropeWidth;
      let frequency = Math.pow(shape.ropeBase, exponent) * shape.ropeScale;
      if (factors != 0) frequency /= <f64>load<f32>(factors + ((<usize>pair) << 2));
      store<f64>(this.frequencies + ((<usize>pair) << 3), frequency);
    }
  }

  free(): void {
    heap.free(this.frequencies);
    heap.free(this.turns);
  }

  /** Sets the position of a token of the batch. */
  place(token: i32, position: i32): void {
    let turn = this.turns + ((<usize>token * <usize>this.pairs) << 3);
    for (let pair = 0; pair < this.pairs; pair++) {
      const angle = <f64>position * load<f64>(this.frequencies + ((<usize>pair) << 3));
      store<f32>(turn, <f32>Math.cos(angle));
      store<f32>(turn, <f32>Math.sin(angle), 4);
      turn += 8;
    }
  }

  /** Turns the heads of one token in place. */
  turn(token: i32, heads: usize, count: i32): void {
    const turns = this.turns + ((<usize>token * <usize>this.pairs) << 3);
    const headSize = (<usize>this.shape.headWidth) << 2;
    const isSplit = this.shape.isRopeSplit;
    const partner: usize = isSplit ? (<usize>this.pairs) << 2 : 4;
    const step: usize = isSplit ? 4 : 8;
    for (let head = 0; head < count; head++) {
      let at = heads;
      let turn = turns;
      for (let pair = 0; pair < this.pairs; pair++) {
        const one = load<f32>(at);
        const other = load<f32>(at + partner);
        const cosine = load<f32>(turn);
        const sine = load<f32>(turn, 4);
        store<f32>(at, one * cosine - other * sine);
        store<f32>(at + partner, one * sine + other * cosine);
        at += step;
        turn += 8;
      }
      heads += headSize;
    }
  }
}
