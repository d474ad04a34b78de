import { Activation } from './activation';
import { dotF32Panel } from './kernels/dot-f32-panel';
import { dotQ4Panel } from './kernels/dot-q4-panel';
import { dotQ8Panel } from './kernels/dot-q8-panel';
import { PanelMatrix } from './panel-matrix';
import { BLOCK_WEIGHTS, TensorType } from './tensor-info';

/**
 * Products of a matrix with the vectors of the first `tokens` tokens. A panel is read once for all of them, and the result of a
 * token does not depend on who else is in the batch.
 * Shape: `to` has for each token room for the matrix's rows, filled up to whole panels; `stride` bytes from token to token.
 */
export function multiply(
  matrix: PanelMatrix,
  vectors: Activation,
  tokens: i32,
  to: usize,
  stride: i32,
): void {
  const panels = matrix.panels;
  const panelSize = <usize>matrix.panelSize;
  let panel = matrix.data;
  if (matrix.type == TensorType.F32) {
    const vectorSize = (<usize>vectors.width) << 2;
    for (let index = 0; index < panels; index++) {
      let vector = vectors.floats;
      let result = to;
      for (let token = 0; token < tokens; token++) {
        v128.store(result, dotF32Panel(panel, vector, matrix.columns));
        vector += vectorSize;
        result += stride;
      }
      panel += panelSize;
      to += 16;
    }
    return;
  }
  vectors.quantise(tokens);
  const blocks = matrix.columns / BLOCK_WEIGHTS;
  const vectorSize = <usize>vectors.quantisedSize;
  const isQ8 = matrix.type == TensorType.Q8_0;
  for (let index = 0; index < panels; index++) {
    let vector = vectors.quantised;
    let result = to;
    for (let token = 0; token < tokens; token++) {
      v128.store(result, isQ8 ? dotQ8Panel(panel, vector, blocks) : dotQ4Panel(panel, vector, blocks));
      vector += vectorSize;
      result += stride;
    }
    panel += panelSize;
    to += 16;
  }
}
