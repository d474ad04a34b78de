import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { floatArray } from './attribute-numbers';
import { columnCount, floatAt, needRows } from './rows';

class ScalerState extends State {
  offset: StaticArray<f32> = new StaticArray<f32>(0);
  scale: StaticArray<f32> = new StaticArray<f32>(0);
}

/** (x − offset) · scale, for every feature its own or for all the same. Source: ONNX, ai.onnx.ml, Scaler (1). */
export function addScaler(): void {
  addOperator('ai.onnx.ml', 'Scaler', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!needRows(node, input)) return Prepared.REFUSED;
  const state = new ScalerState();
  state.offset = floatArray(node, 'offset');
  state.scale = floatArray(node, 'scale');
  const columns = columnCount(input);
  const count = state.scale.length;
  if (count == 0 || count != state.offset.length || (count != 1 && count != columns)) {
    const lengths = state.offset.length.toString() + ' and ' + count.toString();
    const expected = 'expected 1 or ' + columns.toString() + ' entries, got ' + lengths;
    return node.refuse(RefusalCode.INVALID_INPUT, 'offset and scale: ' + expected);
  }
  node.state = state;
  node.output(0).shapeLike(input, DataType.FLOAT);
  node.cost = <f64>input.size * 75;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = <ScalerState>node.state!;
  const input = node.input(0);
  const to = node.output(0).data;
  const columns = columnCount(input);
  const step = state.scale.length == 1 ? 0 : 1;
  const isWide = input.type == DataType.DOUBLE;
  let column = 0;
  let feature = 0;
  for (let index = 0; index < input.size; index++) {
    const offset = unchecked(state.offset[feature]);
    const scale = unchecked(state.scale[feature]);
    const value = isWide
      ? <f32>((load<f64>(input.data + ((<usize>index) << 3)) - <f64>offset) * <f64>scale)
      : (floatAt(input, index) - offset) * scale;
    store<f32>(to + ((<usize>index) << 2), value);
    feature += step;
    if (++column == columns) {
      column = 0;
      feature = 0;
    }
  }
}
