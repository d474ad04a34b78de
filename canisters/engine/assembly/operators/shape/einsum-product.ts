import { Node, State } from '../../core/node';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packPanels, packedBytes, packingCost } from '../../kernels/gemm-pack';
import { StridedCopy } from '../../kernels/strided-copy';
import { Equation } from './einsum-equation';

/** Below so many products packing costs more than it saves. */
const PRODUCTS_MIN: f64 = 2048;

/** An equation of two inputs of floats that is a product of matrices: rows by `k` times `k` by columns, for each batch. */
export class ProductState extends State {
  batches: i32 = 1;
  m: i32 = 1;
  n: i32 = 1;
  k: i32 = 1;
  /** The inputs in the order of batches, rows or columns, and sums; and the product in the order of the output. */
  first: StridedCopy = new StridedCopy();
  second: StridedCopy = new StridedCopy();
  result: StridedCopy = new StridedCopy();
  // Places in the scratch memory.
  secondAt: usize = 0;
  panelsAt: usize = 0;
  resultAt: usize = 0;
}

/** Kinds of axes in the order in which the matrices have them. */
namespace Kind {
  export const NONE: i32 = -1;
  export const BATCH: i32 = 0;
  export const ROW: i32 = 1;
  export const COLUMN: i32 = 2;
  export const SUM: i32 = 3;
}

/** The equation as a product of matrices, with the node's scratch and cost set, or null when it is none or a small one. */
export function productOf(node: Node, equation: Equation): ProductState | null {
  if (equation.steps.length != 2) return null;
  const kinds = new Array<i32>();
  const sizes: Array<i32> = [1, 1, 1, 1];
  let products: f64 = 1;
  for (let axis = 0; axis < equation.sizes.length; axis++) {
    const isFirst = equation.steps[0][axis] != 0;
    const isSecond = equation.steps[1][axis] != 0;
    const size = equation.sizes[axis];
    if (size == 0) return null;
    products *= <f64>size;
    let kind = Kind.NONE;
    if (size > 1) {
      if (axis >= equation.outputRank) {
        if (!isFirst || !isSecond) return null;
        kind = Kind.SUM;
      } else kind = isFirst && isSecond ? Kind.BATCH : isFirst ? Kind.ROW : Kind.COLUMN;
      sizes[kind] = sizes[kind] * size;
    }
    kinds.push(kind);
  }
  if (products < PRODUCTS_MIN || sizes[Kind.COLUMN] < 4 || sizes[Kind.SUM] < 2) return null;
  const state = new ProductState();
  state.batches = sizes[Kind.BATCH];
  state.m = sizes[Kind.ROW];
  state.n = sizes[Kind.COLUMN];
  state.k = sizes[Kind.SUM];
  arrange(state.first, equation, kinds, 0, [Kind.BATCH, Kind.ROW, Kind.SUM]);
  arrange(state.second, equation, kinds, 1, [Kind.BATCH, Kind.SUM, Kind.COLUMN]);
  arrangeResult(state, equation, kinds);
  place(node, state);
  return state;
}

// A copy of an input whose axes of these kinds stand in this order.
function arrange(
  copy: StridedCopy,
  equation: Equation,
  kinds: Array<i32>,
  input: i32,
  order: Array<i32>,
): void {
  let step = 1;
  for (let axis = 0; axis < kinds.length; axis++)
    if (order.includes(kinds[axis])) step *= equation.sizes[axis];
  copy.begin();
  for (let at = 0; at < order.length; at++) {
    for (let axis = 0; axis < kinds.length; axis++) {
      if (kinds[axis] != order[at]) continue;
      step /= equation.sizes[axis];
      copy.addAxis(equation.sizes[axis], step, equation.steps[input][axis]);
    }
  }
  copy.end();
}

// From batches, rows and columns to the order of the output.
function arrangeResult(state: ProductState, equation: Equation, kinds: Array<i32>): void {
  const rank = equation.outputRank;
  const from = new StaticArray<i32>(rank);
  let step = 1;
  for (let kind = Kind.COLUMN; kind >= Kind.BATCH; kind--) {
    for (let axis = rank - 1; axis >= 0; axis--) {
      if (kinds[axis] != kind) continue;
      from[axis] = step;
      step *= equation.sizes[axis];
    }
  }
  state.result.begin();
  for (let axis = 0; axis < rank; axis++) {
    step /= equation.sizes[axis];
    state.result.addAxis(equation.sizes[axis], step, from[axis]);
  }
  state.result.end();
}

function place(node: Node, state: ProductState): void {
  const m = state.m;
  const n = state.n;
  const k = state.k;
  const batches = <f64>state.batches;
  let size = state.first.isPlain ? 0 : bytes(state.batches, m, k);
  state.secondAt = size;
  size += state.second.isPlain ? 0 : bytes(state.batches, k, n);
  state.panelsAt = size;
  size += (packedBytes(k, n) + 15) & ~15;
  state.resultAt = size;
  size += state.result.isPlain ? 0 : bytes(state.batches, m, n);
  node.scratchSize = size;
  node.cost = batches * (multiplyCost(m, n, k) + packingCost(k, n)) + 200;
  if (!state.first.isPlain) node.cost += state.first.cost(4);
  if (!state.second.isPlain) node.cost += state.second.cost(4);
  if (!state.result.isPlain) node.cost += state.result.cost(4);
}

function bytes(batches: i32, rows: i32, columns: i32): usize {
  return (((<usize>batches * <usize>rows * <usize>columns) << 2) + 15) & ~15;
}

export function runProduct(node: Node, state: ProductState): void {
  let a = node.input(0).data;
  let b = node.input(1).data;
  if (!state.first.isPlain) {
    state.first.run(node.scratch, a, 4);
    a = node.scratch;
  }
  if (!state.second.isPlain) {
    state.second.run(node.scratch + state.secondAt, b, 4);
    b = node.scratch + state.secondAt;
  }
  const output = node.output(0).data;
  const panels = node.scratch + state.panelsAt;
  const result = state.result.isPlain ? output : node.scratch + state.resultAt;
  let c = result;
  for (let batch = 0; batch < state.batches; batch++) {
    packPanels(panels, b, state.k, state.n, state.n, 1);
    multiply(a, state.k, panels, c, state.n, state.m, state.n, state.k);
    a += (<usize>state.m * <usize>state.k) << 2;
    b += (<usize>state.k * <usize>state.n) << 2;
    c += (<usize>state.m * <usize>state.n) << 2;
  }
  if (result != output) state.result.run(output, result, 4);
}
