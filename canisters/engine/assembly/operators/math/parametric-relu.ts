import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { prepareSpread, refuseMixture, refuseShapes, runBinary } from './binary';
import { floatPairs, integerPairs } from './binary-kernel';
import { computedType } from './widen';

class ParametricRelu {
  @inline
  lanes<T>(x: v128, slope: v128): v128 {
    return v128.bitselect(v128.mul<T>(x, slope), x, v128.lt<T>(x, v128.splat<T>(<T>0)));
  }

  @inline
  of<T>(x: T, slope: T): T {
    return x < <T>0 ? <T>(x * slope) : x;
  }
}

/** A line with a slope of its own below zero. Source: ONNX, PRelu (1 to 16). */
export function addParametricRelu(): void {
  addOperator('', 'PRelu', new Operator(1, 2, 2, prepare, runBinary));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  const slope = node.input(1);
  if (input.type != slope.type) return refuseMixture(node);
  const floats = floatPairs<ParametricRelu>(input.type);
  const kernel = floats != 0 ? floats : integerPairs<ParametricRelu>(computedType(input.type));
  if (kernel == 0) return node.refuseType(input);
  // Before opset 7 a slope belongs to a channel, the second axis.
  if (node.opset < 7 && !slope.hasShapeOf(input)) {
    const isForChannels = slope.rank == 1 && input.rank > 1 && slope.dim(0) == input.dim(1);
    if (slope.size != 1 && !isForChannels) return refuseShapes(node, input, slope);
    return prepareSpread(node, kernel, 6, input.type, isForChannels ? 1 : 0);
  }
  const first = input.rank - slope.rank;
  if (first < 0) return refuseShapes(node, input, slope);
  for (let axis = 0; axis < slope.rank; axis++) {
    if (slope.dim(axis) != 1 && slope.dim(axis) != input.dim(first + axis))
      return refuseShapes(node, input, slope);
  }
  return prepareSpread(node, kernel, 6, input.type, first);
}
