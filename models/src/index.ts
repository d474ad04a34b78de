/** Writers of model files, for tests and for what the project trains itself, and as much reading as tests need. */
export { ModelFault } from './onnx/model-fault.ts';
export { decodeTensor } from './onnx/decode-tensor.ts';
export { encodeTensor, type TensorForm } from './onnx/encode-tensor.ts';
export {
  float,
  floats,
  graphAttribute,
  int,
  ints,
  tensorAttribute,
  texts,
  type OnnxAttribute,
  type OnnxAttributes,
} from './onnx/onnx-attribute.ts';
export { node, value, type OnnxGraph, type OnnxNode, type OnnxValue } from './onnx/onnx-graph.ts';
export { onnxModel, type OnnxModel } from './onnx/onnx-model.ts';
export { scalar, tensor, type Elements, type OnnxTensor } from './onnx/onnx-tensor.ts';
export { ONNX_ARRAY, ONNX_TYPE, onnxTypeOf, type OnnxData, type OnnxType } from './onnx/onnx-type.ts';
export { readOutline, type ModelOutline } from './onnx/read-outline.ts';
export { MalformedFile } from './protobuf/protobuf-reader.ts';
