import { Broadcast, spreadShape } from '../../core/broadcast';
import { DataType, dataTypeName, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { quotientOf, sumOf } from './arithmetic';
import { refuseShapes, walkBinary } from './binary';
import { floatPairs, integerPairs } from './binary-kernel';
import { computedType, walkWide } from './widen';

// NaN in either input gives NaN.
class Minimum {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.min<T>(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return min<T>(a, b);
  }
}

class Maximum {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.max<T>(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return max<T>(a, b);
  }
}

class VariadicState extends State {
  kernel: u32 = 0;
  spread: Tensor = new Tensor('');
  walks: Array<Broadcast> = new Array<Broadcast>();
}

/** Operators of any number of inputs, taken from the first to the last. Source: ONNX, Min, Max, Sum and Mean (1 to 13). */
export function addVariadic(): void {
  addOperator('', 'Min', new Operator(1, 1, MANY, prepareMin, run));
  addOperator('', 'Max', new Operator(1, 1, MANY, prepareMax, run));
  addOperator('', 'Sum', new Operator(1, 1, MANY, prepareSum, run));
  addOperator('', 'Mean', new Operator(1, 1, MANY, prepareSum, runMean));
}

function prepareMin(node: Node): i32 {
  const type = computedType(node.input(0).type);
  const floats = floatPairs<Minimum>(type);
  return prepare(node, floats != 0 ? floats : integerPairs<Minimum>(type));
}

function prepareMax(node: Node): i32 {
  const type = computedType(node.input(0).type);
  const floats = floatPairs<Maximum>(type);
  return prepare(node, floats != 0 ? floats : integerPairs<Maximum>(type));
}

function prepareSum(node: Node): i32 {
  const type = node.input(0).type;
  if (node.op == 'Mean' && type != DataType.FLOAT && type != DataType.DOUBLE)
    return node.refuseType(node.input(0));
  const outcome = prepare(node, sumOf(computedType(node.input(0).type)));
  if (node.op == 'Mean') node.cost += <f64>node.output(0).size * 7;
  return outcome;
}

function prepare(node: Node, kernel: u32): i32 {
  const type = node.input(0).type;
  if (kernel == 0) return node.refuseType(node.input(0));
  const state = node.state === null ? new VariadicState() : changetype<VariadicState>(node.state);
  node.state = state;
  state.kernel = kernel;
  const output = node.output(0);
  output.shapeLike(node.input(0), type);
  for (let index = 1; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input === null) return node.refuse(RefusalCode.MALFORMED, 'an input is missing');
    if (input.type != type) {
      const types = dataTypeName(type) + ' and ' + dataTypeName(input.type);
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected inputs of one type, got ' + types);
    }
    state.spread.shapeLike(output, type);
    if (!spreadShape(output, type, state.spread, input)) return refuseShapes(node, state.spread, input);
    if (node.ready(output) != Prepared.READY) return Prepared.REFUSED;
  }
  node.alias = node.inputs.length == 1 ? 0 : -1;
  node.cost = 100;
  for (let index = 1; index < node.inputs.length; index++) {
    if (state.walks.length < index) state.walks.push(new Broadcast());
    const walk = state.walks[index - 1];
    const before = index == 1 ? node.input(0) : output;
    walk.begin();
    walk.spread(0, before, output.rank - before.rank);
    walk.spread(1, node.input(index), output.rank - node.input(index).rank);
    walk.end(output);
    node.cost +=
      <f64>output.size * (type == DataType.FLOAT ? 4.2 : computedType(type) == type ? 30 : 100) +
      <f64>walk.runs * 220;
  }
  return Prepared.READY;
}

function run(node: Node): void {
  const state = changetype<VariadicState>(node.state!);
  const output = node.output(0);
  const size = elementSize(output.type);
  for (let index = 1; index < node.inputs.length; index++) {
    const one = index == 1 ? node.input(0).data : output.data;
    const other = node.input(index).data;
    if (computedType(output.type) != output.type)
      walkWide(state.walks[index - 1], state.kernel, output.type, one, other, output.data, false);
    else walkBinary(state.walks[index - 1], state.kernel, one, size, other, size, output.data, size);
  }
}

const divisor: usize = memory.data(8, 8);

function runMean(node: Node): void {
  const count = node.inputs.length;
  if (count == 1) return;
  run(node);
  const output = node.output(0);
  if (output.type == DataType.FLOAT) store<f32>(divisor, <f32>count);
  else store<f64>(divisor, <f64>count);
  call_indirect<void>(quotientOf(output.type), output.data, divisor, output.data, output.size, 1, 0);
}
