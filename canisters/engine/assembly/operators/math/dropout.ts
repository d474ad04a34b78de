import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { fillElements } from '../../kernels/fill-elements';

/** Opset from which training and the ratio are inputs. */
const INPUTS_SINCE: i32 = 12;

/** Keeps all elements, as it does after training; training with a ratio is random and refused. Source: ONNX, Dropout (1 to 22). */
export function addDropout(): void {
  addOperator('', 'Dropout', new Operator(1, 1, 3, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  if (node.opset < 7 && node.int('is_test', 0) == 0 && node.float('ratio', 0.5) != 0)
    return refuseRandom(node);
  if (node.hasInput(2)) {
    const training = node.input(2);
    if (training.type != DataType.BOOL || training.size != 1) return node.refuseType(training);
    if (training.isValueKnown && isRandom(node) && (!node.hasInput(1) || node.input(1).isValueKnown))
      return refuseRandom(node);
  }
  node.output(0).shapeLike(input, input.type);
  node.alias = 0;
  if (node.hasOutput(1)) node.output(1).shapeLike(input, node.opset < 10 ? input.type : DataType.BOOL);
  node.cost = node.hasOutput(1) ? <f64>input.size * 0.4 + 100 : 20;
  return Prepared.READY;
}

function refuseRandom(node: Node): i32 {
  return node.refuse(RefusalCode.UNSUPPORTED, 'training with a ratio above 0 is random and not supported');
}

function isRandom(node: Node): bool {
  if (!node.hasInput(2) || load<u8>(node.input(2).data) == 0) return false;
  if (!node.hasInput(1)) return true;
  const ratio = node.input(1);
  if (ratio.size != 1) return true;
  return (ratio.type == DataType.DOUBLE ? load<f64>(ratio.data) : <f64>load<f32>(ratio.data)) != 0;
}

function run(node: Node): void {
  if (node.opset >= INPUTS_SINCE && isRandom(node)) {
    refuse(RefusalCode.UNSUPPORTED, 'Dropout: training with a ratio above 0 is random and not supported');
    return;
  }
  if (!node.hasOutput(1)) return;
  const mask = node.output(1);
  if (mask.type == DataType.BOOL) fillElements(mask.data, 1, 1, mask.size);
  else if (mask.type == DataType.FLOAT) fillElements(mask.data, reinterpret<u32>(<f32>1), 4, mask.size);
  else fillElements(mask.data, reinterpret<u64>(<f64>1), 8, mask.size);
}
