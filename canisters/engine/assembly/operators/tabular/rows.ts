import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** Whether ai.onnx.ml calls the type numeric: float, double, int64, int32. */
export function isNumeric(type: i32): bool {
  return (
    type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.INT64 || type == DataType.INT32
  );
}

/** Checks that a tensor is numeric and `[rows, columns]` or one row `[columns]`. False: refused. */
export function needRows(node: Node, tensor: Tensor): bool {
  if (!isNumeric(tensor.type)) {
    node.refuseType(tensor);
    return false;
  }
  return needMatrix(node, tensor);
}

/** Checks that a tensor is `[rows, columns]` or one row `[columns]`, of whatever type. False: refused. */
export function needMatrix(node: Node, tensor: Tensor): bool {
  if (tensor.rank == 1 || tensor.rank == 2) return true;
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected the shape [rows, columns] or [columns], got ' + tensor.shapeText(),
  );
  return false;
}

/** Rows of a tensor that {@link needMatrix} admitted. */
export function rowCount(tensor: Tensor): i32 {
  return tensor.rank == 1 ? 1 : tensor.dim(0);
}

/** Columns of a tensor that {@link needMatrix} admitted. */
export function columnCount(tensor: Tensor): i32 {
  return tensor.dim(tensor.rank - 1);
}

/** Bytes of scratch that {@link asFloats} asks for: none when the elements are floats already. */
export function floatsSize(tensor: Tensor): usize {
  return tensor.type == DataType.FLOAT ? 0 : (((<usize>tensor.size) << 2) + 15) & ~15;
}

/** Address of the elements as floats: the tensor's own, or rounded copies at `scratch`. */
export function asFloats(tensor: Tensor, scratch: usize): usize {
  if (tensor.type == DataType.FLOAT) return tensor.data;
  for (let index = 0; index < tensor.size; index++) {
    store<f32>(scratch + ((<usize>index) << 2), floatAt(tensor, index));
  }
  return scratch;
}

/** A numeric element as a float. */
export function floatAt(tensor: Tensor, index: i32): f32 {
  const at = <usize>index;
  if (tensor.type == DataType.FLOAT) return load<f32>(tensor.data + (at << 2));
  if (tensor.type == DataType.DOUBLE) return <f32>load<f64>(tensor.data + (at << 3));
  if (tensor.type == DataType.INT64) return <f32>load<i64>(tensor.data + (at << 3));
  return <f32>load<i32>(tensor.data + (at << 2));
}
