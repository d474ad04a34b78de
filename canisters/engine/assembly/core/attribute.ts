import { Graph } from './graph';
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
  floats: Array<f32> = new Array<f32>();
  ints: Array<i64> = new Array<i64>();
  strings: Array<Uint8Array> = new Array<Uint8Array>();
}
