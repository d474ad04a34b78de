import type { OnnxGraph } from './onnx-graph.ts';
import type { OnnxTensor } from './onnx-tensor.ts';

/** A node's attribute with its kind, which numbers alone do not tell. */
export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }
  | { readonly kind: 'graph'; readonly value: OnnxGraph }
  | { readonly kind: 'ints'; readonly value: readonly (number | bigint)[] }
  | { readonly kind: 'floats'; readonly value: ArrayLike<number> }
  | { readonly kind: 'texts'; readonly value: readonly string[] };

/** Attributes of a node; a bare string is one of kind `text`. */
export type OnnxAttributes = Readonly<Record<string, OnnxAttribute | string>>;

export const int = (value: number | bigint): OnnxAttribute => ({ kind: 'int', value });
export const float = (value: number): OnnxAttribute => ({ kind: 'float', value });
export const ints = (value: readonly (number | bigint)[]): OnnxAttribute => ({ kind: 'ints', value });
export const floats = (value: ArrayLike<number>): OnnxAttribute => ({ kind: 'floats', value });
export const texts = (value: readonly string[]): OnnxAttribute => ({ kind: 'texts', value });
export const tensorAttribute = (value: OnnxTensor): OnnxAttribute => ({ kind: 'tensor', value });
export const graphAttribute = (value: OnnxGraph): OnnxAttribute => ({ kind: 'graph', value });
