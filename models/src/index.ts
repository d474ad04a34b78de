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
export { ProtobufWriter } from './protobuf/protobuf-writer.ts';
export {
  byteLevelMetadata,
  SENTENCE_PIECE_TOKENS_LEAST,
  sentencePieceMetadata,
} from './gguf/byte-vocabulary.ts';
export {
  encodeGguf,
  layoutGguf,
  type GgufLayout,
  type GgufTensor,
  type GgufTensorOutline,
} from './gguf/encode-gguf.ts';
export {
  bool as ggufBool,
  float32 as ggufFloat,
  GGUF_VALUE_TYPE,
  list as ggufList,
  string as ggufText,
  uint32 as ggufCount,
  type GgufItem,
  type GgufItemType,
  type GgufMetadata,
  type GgufValue,
} from './gguf/gguf-value.ts';
export { fromHalf, toHalf } from './gguf/half-float.ts';
export { headWidthOf, llamaMetadata, llamaTensors, type LlamaShape } from './gguf/llama-outline.ts';
export {
  GGUF_TENSOR_TYPE,
  quantiseWeights,
  roundedWeights,
  tensorBytes,
  type GgufTensorType,
} from './gguf/quantise-weights.ts';
export { randomLlama, seededUnits } from './gguf/random-llama.ts';
