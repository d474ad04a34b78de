import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { convertElements, isConvertible } from './cast-kernel';

/** Triangles over the bins of a spectrum, evenly placed on the mel scale. Source: ONNX, MelWeightMatrix (17). */
export function addMelWeights(): void {
  addOperator('', 'MelWeightMatrix', new Operator(17, 5, 5, prepare, run));
}

function prepare(node: Node): i32 {
  for (let index = 0; index < 5; index++) {
    const given = node.input(index);
    const isWhole = given.type == DataType.INT64 || given.type == DataType.INT32;
    const isFloat = given.type == DataType.FLOAT || given.type == DataType.DOUBLE;
    if (index < 3 ? !isWhole : !isFloat) return node.refuseType(given);
    if (given.size != 1)
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected one number, got ' + given.shapeText());
    if (index < 2 && !given.isValueKnown) return Prepared.WAITS;
  }
  const type = <i32>node.int('output_datatype', DataType.FLOAT);
  const isNarrow = type == DataType.FLOAT16 || type == DataType.BFLOAT16;
  if (type == DataType.BOOL || !isConvertible(DataType.DOUBLE, type))
    return node.refuse(RefusalCode.UNSUPPORTED, 'expected a type of numbers, got ' + type.toString());
  const bands = node.input(0).intAt(0);
  const length = node.input(1).intAt(0);
  if (bands < 0 || length < 0 || bands > 0xff_ffff || length > 0xff_ffff)
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected counts of 0 at least, below 16777216');
  const output = node.output(0);
  output.beginShape(isNarrow ? DataType.FLOAT : type, 2);
  output.setDim(0, <i32>(length / 2 + 1));
  output.setDim(1, <i32>bands);
  const outcome = node.ready(output);
  node.cost = <f64>output.size * 2 + <f64>length * 40 + <f64>bands * 700 + 200;
  return outcome;
}

function hertz(node: Node, index: i32): f64 {
  const input = node.input(index);
  return input.type == DataType.DOUBLE ? load<f64>(input.data) : <f64>load<f32>(input.data);
}

function run(node: Node): void {
  const output = node.output(0);
  const bins = output.dim(0);
  const bands = output.dim(1);
  const length = <f64>node.input(1).intAt(0);
  const rate = <f64>node.input(2).intAt(0);
  const low = 2595 * Math.log10(1 + hertz(node, 3) / 700);
  const step = (2595 * Math.log10(1 + hertz(node, 4) / 700) - low) / <f64>(bands + 2);
  memory.fill(output.data, 0, output.byteSize);
  for (let band = 0; band < bands; band++) {
    const left = binOf(low + step * <f64>band, length, rate);
    const centre = binOf(low + step * <f64>(band + 1), length, rate);
    const right = binOf(low + step * <f64>(band + 2), length, rate);
    if (!(left >= 0 && left <= centre && centre <= right && centre < <f64>bins && right <= <f64>bins)) {
      refuse(
        RefusalCode.INVALID_INPUT,
        'MelWeightMatrix: the edges lie outside of the spectrum of this sample rate',
      );
      return;
    }
    if (left == centre) put(node, <i32>centre, band, 1);
    for (let bin = left; bin <= centre && left < centre; bin++)
      put(node, <i32>bin, band, (bin - left) / (centre - left));
    for (let bin = centre; bin < right; bin++) put(node, <i32>bin, band, (right - bin) / (right - centre));
  }
}

function binOf(mel: f64, length: f64, rate: f64): f64 {
  return Math.floor(((length + 1) * 700 * (Math.pow(10, mel / 2595) - 1)) / rate);
}

const weight: usize = memory.data(8, 8);

function put(node: Node, bin: i32, band: i32, value: f64): void {
  const output = node.output(0);
  const type = <i32>node.int('output_datatype', DataType.FLOAT);
  const place = <usize>(bin * output.dim(1) + band) * <usize>elementSize(output.type);
  store<f64>(weight, value);
  convertElements(DataType.DOUBLE, weight, type, output.data + place, 1);
}
