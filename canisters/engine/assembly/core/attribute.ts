import { Graph, Port } from './graph';
import { Tensor } from './tensor';

/** Kinds of attributes, numbered as in ONNX. Source: onnx.proto, AttributeProto.AttributeType. */
export namespace AttributeKind {
  export const FLOAT: i32 = 1;
  export const INT: i32 = 2;
  export const STRING: i32 = 3;
  export const TENSOR: i32 = 4;
  export const GRAPH: i32 = 5;
  export const FLOATS: i32 = 6;
  export const INTS: i32 = 7;
  export const STRINGS: i32 = 8;
  export const TENSORS: i32 = 9;
  export const GRAPHS: i32 = 10;
  export const SPARSE_TENSOR: i32 = 11;
  export const SPARSE_TENSORS: i32 = 12;
  export const TYPE: i32 = 13;
  export const TYPES: i32 = 14;
}

const KIND_NAMES: StaticArray<string> = [
  'undefined', 'float', 'int', 'string', 'tensor', 'graph', 'floats', 'ints', 'strings', 'tensors', 'graphs',
  'sparse tensor', 'sparse tensors', 'type', 'types',
]; // prettier-ignore

/** The name of a kind as a refusal shows it. */
export function attributeKindName(kind: i32): string {
  return kind >= 0 && kind < KIND_NAMES.length ? KIND_NAMES[kind] : 'kind ' + kind.toString();
}

/** One attribute of a node; only the field of its kind is set. Strings are the file's bytes. */
export class Attribute {
  name: string = '';
  kind: i32 = 0;
  f: f32 = 0;
  i: i64 = 0;
  s: Uint8Array | null = null;
  tensor: Tensor | null = null;
  graph: Graph | null = null;
  /** A type, as a port without a name. */
  port: Port | null = null;
  /** Name of the attribute of the function around it that it stands for; '' outside of functions. */
  reference: string = '';
  floats: Array<f32> = new Array<f32>();
  ints: Array<i64> = new Array<i64>();
  strings: Array<Uint8Array> = new Array<Uint8Array>();
}
