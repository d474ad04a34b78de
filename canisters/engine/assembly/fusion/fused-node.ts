import { Attribute, AttributeKind } from '../core/attribute';
import { DataType } from '../core/data-type';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';

/** Whether the value is a constant of one float. */
export function isConstantScalar(tensor: Tensor | null): bool {
  return tensor !== null && tensor.isConstant && tensor.size == 1 && tensor.type == DataType.FLOAT;
}

/** Whether the value is a constant of one float, this one but for rounding of its last digits. */
export function isScalarNear(tensor: Tensor | null, expected: f32): bool {
  if (!isConstantScalar(tensor)) return false;
  return abs(load<f32>(tensor!.data) - expected) <= abs(expected) * 1e-6;
}

/** Whether the value is a constant of floats with one dimension. */
export function isConstantRow(tensor: Tensor | null): bool {
  return tensor !== null && tensor.isConstant && tensor.type == DataType.FLOAT && tensor.rank == 1;
}

/** Sets a text attribute. */
export function setText(node: Node, name: string, text: string): void {
  const attribute = new Attribute();
  attribute.name = name;
  attribute.kind = AttributeKind.STRING;
  attribute.s = Uint8Array.wrap(String.UTF8.encode(text));
  node.attributes.set(name, attribute);
}

/** Sets a float attribute. */
export function setFloat(node: Node, name: string, value: f32): void {
  const attribute = new Attribute();
  attribute.name = name;
  attribute.kind = AttributeKind.FLOAT;
  attribute.f = value;
  node.attributes.set(name, attribute);
}

/** Sets an integer attribute. */
export function setInt(node: Node, name: string, value: i64): void {
  const attribute = new Attribute();
  attribute.name = name;
  attribute.kind = AttributeKind.INT;
  attribute.i = value;
  node.attributes.set(name, attribute);
}

/** The other one of two inputs; null when `one` is neither, or both. */
export function otherInput(node: Node, one: Tensor): Tensor | null {
  if (node.inputs.length != 2) return null;
  const first = node.inputs[0];
  const second = node.inputs[1];
  if (first === one) return second === one ? null : second;
  return second === one ? first : null;
}
