import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';

/** Determinants of square matrices, by elimination in double precision. Source: ONNX, Det (11, 22). */
export function addDeterminant(): void {
  addOperator('', 'Det', new Operator(11, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const rank = input.rank;
  if (rank < 2 || input.dim(rank - 1) != input.dim(rank - 2))
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected square matrices, got ' + input.shapeText());
  const order = input.dim(rank - 1);
  const output = node.output(0);
  output.beginShape(input.type, rank - 2);
  for (let axis = 0; axis < rank - 2; axis++) output.setDim(axis, input.dim(axis));
  node.scratchSize = (<usize>(order * order)) << 3;
  const outcome = node.ready(output);
  node.cost = <f64>output.size * <f64>order * <f64>order * (<f64>order * 16 + 40) + 100;
  return outcome;
}

function run(node: Node): void {
  const input = node.input(0);
  const order = <usize>input.dim(input.rank - 1);
  const isFloat = input.type == DataType.FLOAT;
  const matrix = node.scratch;
  for (let index: usize = 0; index < <usize>node.output(0).size; index++) {
    for (let at: usize = 0; at < order * order; at++) {
      const place = index * order * order + at;
      const x = isFloat ? <f64>load<f32>(input.data + (place << 2)) : load<f64>(input.data + (place << 3));
      store<f64>(matrix + (at << 3), x);
    }
    const value = eliminate(matrix, order);
    if (isFloat) store<f32>(node.output(0).data + (index << 2), <f32>value);
    else store<f64>(node.output(0).data + (index << 3), value);
  }
}

// The largest element of each column becomes the pivot; every exchange of rows changes the sign.
function eliminate(matrix: usize, order: usize): f64 {
  const stride = order << 3;
  let product: f64 = 1;
  for (let column: usize = 0; column < order; column++) {
    const top = matrix + column * stride;
    let pivot = top;
    for (let row = column + 1; row < order; row++) {
      const place = matrix + row * stride;
      if (Math.abs(load<f64>(place + (column << 3))) > Math.abs(load<f64>(pivot + (column << 3))))
        pivot = place;
    }
    const factor = load<f64>(pivot + (column << 3));
    if (factor == 0) return 0;
    product *= pivot == top ? factor : -factor;
    for (let at: usize = 0; pivot != top && at < stride; at += 8) {
      const kept = load<f64>(top + at);
      store<f64>(top + at, load<f64>(pivot + at));
      store<f64>(pivot + at, kept);
    }
    for (let row = column + 1; row < order; row++) {
      const place = matrix + row * stride;
      const ratio = load<f64>(place + (column << 3)) / factor;
      for (let at = column << 3; at < stride; at += 8)
        store<f64>(place + at, load<f64>(place + at) - ratio * load<f64>(top + at));
    }
  }
  return product;
}
