import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { fillElements } from '../../kernels/fill-elements';
import { Equation, readEquation } from './einsum-equation';
import { ProductState, productOf, runProduct } from './einsum-product';

/** From this size of the output's last axis on, products are added to a row of the output at a time. */
const ROW_MIN: i32 = 4;

class EinsumState extends State {
  equation: Equation;
  /** The axis that is walked inside, -1 when there is none, and how far the output moves along it. */
  inner: i32 = -1;
  outputStep: i32 = 0;
  at: StaticArray<i32>;
  /** Where each input is read, in bytes. */
  places: StaticArray<usize>;

  constructor(equation: Equation) {
    super();
    this.equation = equation;
    this.at = new StaticArray<i32>(equation.sizes.length);
    this.places = new StaticArray<usize>(equation.steps.length);
    const count = equation.sizes.length;
    const rank = equation.outputRank;
    if (rank > 0 && equation.sizes[rank - 1] >= ROW_MIN) {
      this.inner = rank - 1;
      this.outputStep = 1;
    } else if (count > rank) this.inner = count - 1;
  }
}

/** Einsum: sums of products over the axes that the output does not have, in the order of the axes. */
export function prepareEinsum(node: Node): i32 {
  const first = node.input(0);
  const type = first.type;
  const isKnownType =
    type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.INT32 || type == DataType.INT64;
  if (!isKnownType) return node.refuseType(first);
  for (let index = 0; index < node.inputs.length; index++) {
    if (!node.hasInput(index) || node.input(index).type != type) return node.refuseType(first);
  }
  const equation = readEquation(node);
  if (equation === null) return Prepared.REFUSED;
  const output = node.output(0);
  output.beginShape(type, equation.outputRank);
  let products: f64 = 1;
  for (let axis = 0; axis < equation.sizes.length; axis++) {
    if (axis < equation.outputRank) output.setDim(axis, equation.sizes[axis]);
    products *= <f64>equation.sizes[axis];
  }
  const outcome = node.ready(output);
  if (outcome != Prepared.READY) return outcome;
  node.scratchSize = 0;
  const product = type == DataType.FLOAT ? productOf(node, equation) : null;
  if (product !== null) {
    node.state = product;
    return outcome;
  }
  const state = new EinsumState(equation);
  node.state = state;
  const runs = products / <f64>max(1, state.inner < 0 ? 1 : equation.sizes[state.inner]);
  node.cost = 200 + runs * 170 + products * (isScaling(state) ? 9 : 32);
  return outcome;
}

// Whether one of two inputs stays along the inner axis and the other lies as the output does.
function isScaling(state: EinsumState): bool {
  if (state.outputStep == 0 || state.places.length != 2) return false;
  const one = state.equation.steps[0][state.inner];
  const other = state.equation.steps[1][state.inner];
  return (one == 0 && other == 1) || (one == 1 && other == 0);
}

export function runEinsum(node: Node): void {
  if (node.state instanceof ProductState) {
    runProduct(node, <ProductState>node.state!);
    return;
  }
  const output = node.output(0);
  const size = elementSize(output.type);
  fillElements(output.data, 0, size, output.size);
  if (output.type == DataType.FLOAT) walk<f32>(node);
  else if (output.type == DataType.DOUBLE) walk<f64>(node);
  else if (output.type == DataType.INT64) walk<i64>(node);
  else walk<i32>(node);
}

function walk<T>(node: Node): void {
  const state = <EinsumState>node.state!;
  const equation = state.equation;
  const axes = equation.sizes.length;
  const inner = state.inner;
  for (let axis = 0; axis < axes; axis++) {
    if (equation.sizes[axis] == 0) return;
    state.at[axis] = 0;
  }
  for (let index = 0; index < state.places.length; index++) state.places[index] = node.input(index).data;
  const count = inner < 0 ? 1 : equation.sizes[inner];
  const row = state.outputStep == 1 ? <usize>count : 1;
  let to = node.output(0).data;
  for (;;) {
    multiply<T>(to, count, state);
    // The next place: while it is one of a sum, the output stays.
    let axis = axes - 1;
    for (; axis >= 0; axis--) {
      if (axis == inner) continue;
      const place = unchecked(state.at[axis]) + 1;
      const isNext = place < unchecked(equation.sizes[axis]);
      unchecked((state.at[axis] = isNext ? place : 0));
      const moved = isNext ? 1 : 1 - place;
      for (let index = 0; index < state.places.length; index++) {
        const step = unchecked(equation.steps[index])[axis] * moved;
        unchecked((state.places[index] = state.places[index] + <usize>step * sizeof<T>()));
      }
      if (isNext) break;
    }
    if (axis < 0) return;
    if (axis < equation.outputRank) to += row * sizeof<T>();
  }
}

// Adds the products along the inner axis: to one element, or each to its own.
function multiply<T>(to: usize, count: i32, state: EinsumState): void {
  const inputs = state.places.length;
  const a = unchecked(state.places[0]);
  const aStep = stepOf<T>(state, 0);
  if (inputs == 2) {
    const b = unchecked(state.places[1]);
    const bStep = stepOf<T>(state, 1);
    if (state.outputStep == 0) sumProducts<T>(to, a, b, count, aStep, bStep);
    else if (sizeof<T>() == 4 && isFloat<T>() && aStep == 0 && bStep == 4)
      addScaled(to, load<f32>(a), b, count);
    else if (sizeof<T>() == 4 && isFloat<T>() && bStep == 0 && aStep == 4)
      addScaled(to, load<f32>(b), a, count);
    else addProducts<T>(to, a, b, count, aStep, bStep);
    return;
  }
  const outputStep = <usize>state.outputStep * sizeof<T>();
  for (let at = 0; at < count; at++) {
    let product = load<T>(a + <usize>at * aStep);
    for (let index = 1; index < inputs; index++) {
      const place = unchecked(state.places[index]) + <usize>at * stepOf<T>(state, index);
      product = <T>(product * load<T>(place));
    }
    store<T>(to, <T>(load<T>(to) + product));
    to += outputStep;
  }
}

function stepOf<T>(state: EinsumState, index: i32): usize {
  if (state.inner < 0) return 0;
  return <usize>unchecked(state.equation.steps[index])[state.inner] * sizeof<T>();
}

function sumProducts<T>(to: usize, a: usize, b: usize, count: i32, aStep: usize, bStep: usize): void {
  let sum = load<T>(to);
  for (let at = 0; at < count; at++) {
    sum = <T>(sum + load<T>(a) * load<T>(b));
    a += aStep;
    b += bStep;
  }
  store<T>(to, sum);
}

function addProducts<T>(to: usize, a: usize, b: usize, count: i32, aStep: usize, bStep: usize): void {
  const end = to + <usize>count * sizeof<T>();
  while (to < end) {
    store<T>(to, <T>(load<T>(to) + load<T>(a) * load<T>(b)));
    a += aStep;
    b += bStep;
    to += sizeof<T>();
  }
}

function addScaled(to: usize, factor: f32, from: usize, count: i32): void {
  const factors = f32x4.splat(factor);
  const end = to + ((<usize>count) << 2);
  while (to + 12 < end) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(factors, v128.load(from))));
    to += 16;
    from += 16;
  }
  while (to < end) {
    store<f32>(to, load<f32>(to) + factor * load<f32>(from));
    to += 4;
    from += 4;
  }
}
