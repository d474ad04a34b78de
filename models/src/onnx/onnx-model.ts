import { ProtobufWriter } from '../protobuf/protobuf-writer.ts';
import { encodeGraph } from './encode-graph.ts';
import type { OnnxGraph } from './onnx-graph.ts';

/** A model to be written. */
export interface OnnxModel extends OnnxGraph {
  /** Versions of the operator sets by domain; the empty domain is `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Version of the file's format. 8 by default, which every reader of the last years knows. */
  readonly irVersion?: number;
  readonly producer?: string;
}

/**
 * A model as the bytes of an ONNX file. The same model gives the same bytes.
 * Source: onnx.proto, ModelProto.
 */
export function onnxModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new ProtobufWriter().int(1, model.irVersion ?? 8).text(2, model.producer ?? 'indus');
  writer.bytes(7, encodeGraph(model));
  for (const [domain, version] of Object.entries(model.opsets)) {
    writer.bytes(8, new ProtobufWriter().text(1, domain).int(2, version).finish());
  }
  return writer.finish();
}
