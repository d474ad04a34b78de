import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { ClassLabels, classLabels } from './class-labels';
import { columnCount, needMatrix } from './rows';

class KeyState extends State {
  labels: ClassLabels;

  constructor(labels: ClassLabels) {
    super();
    this.labels = labels;
  }
}

/**
 * A map from labels to scores for every row, given as two tensors: output 0, `<name>.values`, is the input `[rows, labels]`;
 * output 1, `<name>.keys`, the labels `[labels]`. Source: ONNX, ai.onnx.ml, ZipMap (1).
 */
export function addZipMap(): void {
  addOperator('ai.onnx.ml', 'ZipMap', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT) return node.refuseType(input);
  if (!needMatrix(node, input)) return Prepared.REFUSED;
  const labels = classLabels(node, 'classlabels_strings', 'classlabels_int64s');
  if (labels === null) return Prepared.REFUSED;
  const columns = columnCount(input);
  if (labels.count != columns) {
    const counts = columns.toString() + ' columns for ' + labels.count.toString() + ' labels';
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a column for each label, got ' + counts);
  }
  node.state = new KeyState(labels);
  const values = node.output(0);
  values.beginShape(DataType.FLOAT, 2);
  values.setDim(0, input.rank == 1 ? 1 : input.dim(0));
  values.setDim(1, columns);
  node.alias = 0;
  node.cost = 12 * <f64>columns;
  if (node.ready(values) == Prepared.REFUSED || !node.hasOutput(1)) return Prepared.REFUSED;
  node.output(1).beginShape(labels.type, 1);
  node.output(1).setDim(0, columns);
  return node.ready(node.output(1));
}

function run(node: Node): void {
  const labels = (<KeyState>node.state!).labels;
  for (let index = 0; index < labels.count; index++)
    labels.put(node.output(1).data + ((<usize>index) << 3), index);
}
