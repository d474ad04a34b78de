import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { integersOf, needIntegers } from './known-integers';

/** AffineGrid: for every place of an image of the given size where an affine map brings it, in coordinates from -1 to 1. */
export function prepareAffineGrid(node: Node): i32 {
  const theta = node.input(0);
  if (theta.type != DataType.FLOAT && theta.type != DataType.DOUBLE) return node.refuseType(theta);
  const outcome = needIntegers(node, 1);
  if (outcome != Prepared.READY) return outcome;
  const size = integersOf(node, 1);
  const rank = size.length - 2;
  const isFitting =
    (rank == 2 || rank == 3) &&
    theta.rank == 3 &&
    theta.dim(1) == rank &&
    theta.dim(2) == rank + 1 &&
    theta.dim(0) == size[0];
  if (!isFitting) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'maps of shape ' + theta.shapeText() + ' do not fit the size [' + size.join(',') + ']',
    );
  }
  const output = node.output(0);
  output.beginShape(theta.type, rank + 2);
  output.setDim(0, theta.dim(0));
  output.setDim(rank + 1, rank);
  for (let axis = 0; axis < rank; axis++) {
    if (size[2 + axis] < 0 || size[2 + axis] > i32.MAX_VALUE) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'the size [' + size.join(',') + '] is not one');
    }
    output.setDim(1 + axis, <i32>size[2 + axis]);
  }
  const ready = node.ready(output);
  node.cost = 100 + <f64>output.size * 72;
  return ready;
}

export function runAffineGrid(node: Node): void {
  const isAligned = node.int('align_corners', 0) != 0;
  if (node.output(0).type == DataType.FLOAT) mapAll<f32>(node, isAligned);
  else mapAll<f64>(node, isAligned);
}

/** Coordinate of a place of an axis: the outer places are at -1 and 1 when aligned, else half a step inside. */
function coordinate(at: i32, size: i32, isAligned: bool): f64 {
  if (isAligned) return size == 1 ? -1 : -1 + (2 * <f64>at) / <f64>(size - 1);
  return -1 + (2 * <f64>at + 1) / <f64>size;
}

function mapAll<T>(node: Node, isAligned: bool): void {
  const theta = node.input(0);
  const output = node.output(0);
  const rank = output.rank - 2;
  const depth = rank == 3 ? output.dim(1) : 1;
  const height = output.dim(rank - 1);
  const width = output.dim(rank);
  const rows = theta.dim(1);
  let to = output.data;
  for (let batch = 0; batch < theta.dim(0); batch++) {
    const map = theta.data + <usize>batch * <usize>(rows * (rows + 1)) * sizeof<T>();
    for (let deep = 0; deep < depth; deep++) {
      const z = <T>(rank == 3 ? coordinate(deep, depth, isAligned) : 0);
      for (let high = 0; high < height; high++) {
        const y = <T>coordinate(high, height, isAligned);
        for (let wide = 0; wide < width; wide++) {
          const x = <T>coordinate(wide, width, isAligned);
          for (let row = 0; row < rows; row++) {
            store<T>(to, mapOne<T>(map + <usize>(row * (rows + 1)) * sizeof<T>(), rank == 3, x, y, z));
            to += sizeof<T>();
          }
        }
      }
    }
  }
}

function mapOne<T>(row: usize, isDeep: bool, x: T, y: T, z: T): T {
  const sum = load<T>(row) * x + load<T>(row, sizeof<T>()) * y;
  if (!isDeep) return sum + load<T>(row, 2 * sizeof<T>());
  return sum + load<T>(row, 2 * sizeof<T>()) * z + load<T>(row, 3 * sizeof<T>());
}
