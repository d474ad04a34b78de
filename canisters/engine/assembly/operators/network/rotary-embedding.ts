import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';

/** Turns pairs of a head's values by angles that grow with the position. Source: ONNX, RotaryEmbedding (23). */
export function addRotaryEmbedding(): void {
  addOperator('', 'RotaryEmbedding', new Operator(23, 3, 4, prepare, run));
}

class RotaryState extends State {
  batch: i32 = 0;
  positions: i32 = 0;
  heads: i32 = 0;
  size: i32 = 0;
  /** Pairs that are turned; the values behind them are copied. */
  pairs: i32 = 0;
  isInterleaved: bool = false;
  isFlat: bool = false;
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  for (let index = 0; index < 3; index++) {
    if (node.input(index).type != DataType.FLOAT) return node.refuseType(node.input(index));
  }
  if (node.state === null) node.state = new RotaryState();
  const state = node.state as RotaryState;
  if (x.rank != 3 && x.rank != 4) return node.refuseShapes();
  state.isFlat = x.rank == 3;
  state.isInterleaved = node.int('interleaved', 0) != 0;
  state.batch = x.dim(0);
  state.positions = x.dim(state.isFlat ? 1 : 2);
  if (state.isFlat) {
    const heads = node.int('num_heads', 0);
    if (heads < 1 || heads > <i64>max(x.dim(2), 1) || x.dim(2) % <i32>heads != 0) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected num_heads for an input of rank 3');
    }
    state.heads = <i32>heads;
    state.size = x.dim(2) / state.heads;
  } else {
    state.heads = x.dim(1);
    state.size = x.dim(3);
  }
  let turned = node.int('rotary_embedding_dim', 0);
  if (turned == 0) turned = state.size;
  if (turned < 0 || turned > <i64>state.size || turned % 2 != 0) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'rotary_embedding_dim is ' + turned.toString());
  }
  state.pairs = <i32>turned / 2;
  if (!isCache(node, state, node.input(1)) || !isCache(node, state, node.input(2)))
    return node.refuseShapes();
  if (node.hasInput(3)) {
    const places = node.input(3);
    if (places.type != DataType.INT64) return node.refuseType(places);
    if (places.rank != 2 || places.dim(0) != state.batch || places.dim(1) != state.positions) {
      return node.refuseShapes();
    }
  }
  node.output(0).shapeLike(x, x.type);
  node.cost = <f64>x.size * 16 + <f64>(state.batch * state.positions) * 40 + 200;
  return Prepared.READY;
}

// With positions the cache has a row for each position there may be, without them one for each of the input.
function isCache(node: Node, state: RotaryState, cache: Tensor): bool {
  if (node.hasInput(3)) {
    return cache.rank == 2 && cache.dim(1) == state.pairs && cache.hasShapeOf(node.input(1));
  }
  return (
    cache.rank == 3 &&
    cache.dim(0) == state.batch &&
    cache.dim(1) == state.positions &&
    cache.dim(2) == state.pairs
  );
}

function run(node: Node): void {
  const state = node.state as RotaryState;
  const rows = <i64>node.input(1).dim(0);
  for (let batch = 0; batch < state.batch; batch++) {
    for (let position = 0; position < state.positions; position++) {
      let row = <i64>(batch * state.positions + position);
      if (node.hasInput(3)) {
        row = node.input(3).intAt(<i32>row);
        if (row < 0 || row >= rows) {
          const expected = 'expected positions below ' + rows.toString();
          refuse(RefusalCode.INVALID_INPUT, node.op + ': ' + expected + ', got ' + row.toString());
          return;
        }
      }
      turnHeads(node, state, batch, position, (<usize>row * <usize>state.pairs) << 2);
    }
  }
}

function turnHeads(node: Node, state: RotaryState, batch: i32, position: i32, angles: usize): void {
  const cosine = node.input(1).data + angles;
  const sine = node.input(2).data + angles;
  const rest = (<usize>(state.size - 2 * state.pairs)) << 2;
  for (let head = 0; head < state.heads; head++) {
    const row = state.isFlat
      ? (batch * state.positions + position) * state.heads + head
      : (batch * state.heads + head) * state.positions + position;
    const offset = (<usize>row * <usize>state.size) << 2;
    const from = node.input(0).data + offset;
    const to = node.output(0).data + offset;
    turnPairs(to, from, cosine, sine, state.pairs, state.isInterleaved);
    const behind = (<usize>state.pairs) << 3;
    copyBytes(to + behind, from + behind, rest);
  }
}

function turnPairs(
  to: usize,
  from: usize,
  cosine: usize,
  sine: usize,
  pairs: i32,
  isInterleaved: bool,
): void {
  const other: usize = isInterleaved ? 4 : (<usize>pairs) << 2;
  const step: usize = isInterleaved ? 8 : 4;
  const end = cosine + ((<usize>pairs) << 2);
  while (cosine < end) {
    const c = load<f32>(cosine);
    const s = load<f32>(sine);
    const x = load<f32>(from);
    const y = load<f32>(from + other);
    store<f32>(to, c * x - s * y);
    store<f32>(to + other, s * x + c * y);
    cosine += 4;
    sine += 4;
    from += step;
    to += step;
  }
}
