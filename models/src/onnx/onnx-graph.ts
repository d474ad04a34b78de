import type { TensorForm } from './encode-tensor.ts';
import type { OnnxAttributes } from './onnx-attribute.ts';
import type { OnnxTensor } from './onnx-tensor.ts';
import type { OnnxType } from './onnx-type.ts';

/**
 * An input or output of a graph. A dimension is a number, a name that stands for the same number wherever it is used, or null
 * for any; without `dims` the rank is open too.
 */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  readonly dims?: readonly (number | string | null)[];
}

/** A use of an operator. The empty name stands for an optional value that is not given. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: OnnxAttributes;
  readonly domain?: string;
  readonly name?: string;
}

/** Nodes in an order in which each comes after those whose values it reads. */
export interface OnnxGraph {
  readonly name?: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly (OnnxValue | string)[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers?: Readonly<Record<string, OnnxTensor>>;
  /** How the weights stand in the file. */
  readonly form?: TensorForm;
}

/**
 * A node, in the order in which one reads it: what it does, from what, to what. An operator of another domain than `ai.onnx` is
 * named with it: `ai.onnx.ml.Scaler`.
 */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: OnnxAttributes = {},
): OnnxNode {
  const end = operator.lastIndexOf('.');
  const domain = end < 0 ? '' : operator.slice(0, end);
  return { op: operator.slice(end + 1), inputs, outputs, attributes, domain };
}

/** An input or output of a graph. */
export function value(name: string, type: OnnxType, dims?: OnnxValue['dims']): OnnxValue {
  return dims === undefined ? { name, type } : { name, type, dims };
}
