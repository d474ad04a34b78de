import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';

/**
 * Distances of all rows of one matrix from all rows of another: `euclidean` or `sqeuclidean`. Nearest neighbours and Gaussian
 * processes of scikit-learn are converted to it. Source: onnxruntime, ContribOperators, com.microsoft.CDist (1).
 */
export function addPairwiseDistance(): void {
  addOperator('com.microsoft', 'CDist', new Operator(1, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const one = node.input(0);
  const other = node.input(1);
  if (one.type != DataType.FLOAT && one.type != DataType.DOUBLE) return node.refuseType(one);
  if (other.type != one.type) return node.refuseType(other);
  const metric = node.text('metric', 'sqeuclidean');
  if (metric != 'euclidean' && metric != 'sqeuclidean') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the metric "' + metric + '" is not supported');
  }
  if (one.rank != 2 || other.rank != 2 || one.dim(1) != other.dim(1)) {
    const shapes = one.shapeText() + ' and ' + other.shapeText();
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected [M,K] and [N,K], got ' + shapes);
  }
  const output = node.output(0);
  output.beginShape(one.type, 2);
  output.setDim(0, one.dim(0));
  output.setDim(1, other.dim(0));
  const outcome = node.ready(output);
  node.cost = <f64>output.size * (40 + 30 * <f64>one.dim(1));
  return outcome;
}

function run(node: Node): void {
  const isRoot = node.text('metric', 'sqeuclidean') == 'euclidean';
  if (node.input(0).type == DataType.FLOAT) distances<f32>(node, isRoot);
  else distances<f64>(node, isRoot);
}

function distances<T extends number>(node: Node, isRoot: bool): void {
  const one = node.input(0);
  const other = node.input(1);
  const width = <usize>one.dim(1) * sizeof<T>();
  const rows = one.dim(0);
  const columns = other.dim(0);
  let to = node.output(0).data;
  for (let row = 0; row < rows; row++) {
    const left = one.data + <usize>row * width;
    for (let column = 0; column < columns; column++) {
      const right = other.data + <usize>column * width;
      let sum: T = <T>0;
      for (let at: usize = 0; at < width; at += sizeof<T>()) {
        const difference = <T>(load<T>(left + at) - load<T>(right + at));
        sum = <T>(sum + difference * difference);
      }
      store<T>(to, isRoot ? sqrt<T>(sum) : sum);
      to += sizeof<T>();
    }
  }
}
