import { dotF32Panel } from './kernels/dot-f32-panel';
import { mixRows } from './kernels/mix-rows';
import { shareRow } from './kernels/row-math';
import { KeyValueCache } from './key-value-cache';
import { Shape } from './shape';

/**
 * Attention of one token: each head mixes the values of all positions up to the token's own by how well their keys meet its
 * query. Several heads may share keys and values. `scores` has room for the context.
 */
export function attend(
  cache: KeyValueCache,
  shape: Shape,
  layer: i32,
  position: i32,
  queries: usize,
  scores: usize,
  to: usize,
): void {
  const width = shape.headWidth;
  const sharing = shape.heads / shape.keyHeads;
  const scale: f32 = <f32>1 / sqrt<f32>(<f32>width);
  const panelSize = (<usize>width) << 4;
  const count = position + 1;
  const scoresEnd = scores + ((<usize>count) << 2);
  for (let head = 0; head < shape.heads; head++) {
    let panel = cache.keysOf(layer, head / sharing);
    for (let score = scores; score < scoresEnd; score += 16) {
      v128.store(score, dotF32Panel(panel, queries, width));
      panel += panelSize;
    }
    shareRow(scores, count, scale);
    mixRows(cache.valuesOf(layer, head / sharing), scores, count, width, to);
    queries += (<usize>width) << 2;
    to += (<usize>width) << 2;
  }
}
