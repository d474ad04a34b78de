import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { floatArray } from './attribute-numbers';
import { asFloats, columnCount, floatsSize, needRows, rowCount } from './rows';
import { Kernel, SvmKernel, readKernel } from './svm-kernel';

class RegressorState extends State {
  kernel: Kernel;
  /** Rows that the input is compared with: support vectors, or the coefficients of a linear machine. */
  vectors: StaticArray<f32>;
  /** Weight of each support vector; none for a linear machine. */
  weights: StaticArray<f32>;
  rho: f32;
  isOneClass: bool;

  constructor(
    kernel: Kernel,
    vectors: StaticArray<f32>,
    weights: StaticArray<f32>,
    rho: f32,
    isOneClass: bool,
  ) {
    super();
    this.kernel = kernel;
    this.vectors = vectors;
    this.weights = weights;
    this.rho = rho;
    this.isOneClass = isOneClass;
  }
}

/** Support vector regression, and the outliers of a one-class machine: 1 or −1. Source: ONNX, ai.onnx.ml, SVMRegressor (1). */
export function addSvmRegressor(): void {
  addOperator('ai.onnx.ml', 'SVMRegressor', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!needRows(node, input)) return Prepared.REFUSED;
  const kernel = readKernel(node);
  if (kernel === null) return Prepared.REFUSED;
  const coefficients = floatArray(node, 'coefficients');
  const vectors = floatArray(node, 'support_vectors');
  const rho = floatArray(node, 'rho');
  const supports = node.int('n_supports', 0);
  const features = <i64>columnCount(input);
  const isLinear = supports == 0;
  const isSound = isLinear
    ? features == <i64>coefficients.length
    : supports == <i64>coefficients.length && supports * features == <i64>vectors.length;
  if (!isSound || rho.length < 1 || coefficients.length == 0) {
    const sizes =
      coefficients.length.toString() + ' coefficients and ' + vectors.length.toString() + ' numbers';
    const asked = supports.toString() + ' support vectors of ' + features.toString() + ' features';
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected ' + asked + ' and a rho, got ' + sizes);
  }
  const transform = node.text('post_transform', 'NONE');
  if (transform != 'NONE') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the post_transform ' + transform + ' is not supported');
  }
  if (isLinear) kernel.kind = SvmKernel.LINEAR;
  const isOneClass = node.int('one_class', 0) != 0;
  const none = new StaticArray<f32>(0);
  node.state = new RegressorState(
    kernel,
    isLinear ? coefficients : vectors,
    isLinear ? none : coefficients,
    rho[0],
    isOneClass,
  );
  const output = node.output(0);
  output.beginShape(DataType.FLOAT, 2);
  output.setDim(0, rowCount(input));
  output.setDim(1, 1);
  node.scratchSize = floatsSize(input);
  node.cost = <f64>rowCount(input) * <f64>max<i64>(supports, 1) * kernel.cost(<i32>features);
  return node.ready(output);
}

function run(node: Node): void {
  const state = <RegressorState>node.state!;
  const input = node.input(0);
  const features = columnCount(input);
  const floats = asFloats(input, node.scratch);
  const vectors = changetype<usize>(state.vectors);
  const rows = rowCount(input);
  for (let row = 0; row < rows; row++) {
    const from = floats + ((<usize>(row * features)) << 2);
    let sum: f32 = 0;
    if (state.weights.length == 0) sum = state.kernel.of(from, vectors, features);
    for (let vector = 0; vector < state.weights.length; vector++) {
      const alike = state.kernel.of(from, vectors + ((<usize>(vector * features)) << 2), features);
      sum += alike * unchecked(state.weights[vector]);
    }
    sum += state.rho;
    if (state.isOneClass) sum = sum > 0 ? 1 : -1;
    store<f32>(node.output(0).data + ((<usize>row) << 2), sum);
  }
}
