import type { GgufTensorOutline } from './encode-gguf.ts';
import { float32, string, uint32, type GgufMetadata } from './gguf-value.ts';
import type { GgufTensorType } from './quantise-weights.ts';

/** Sizes of a transformer of the llama family. */
export interface LlamaShape {
  /** `qwen2` has biases of queries, keys and values, and turns other pairs by the position. */
  readonly architecture: 'llama' | 'qwen2';
  readonly layers: number;
  readonly width: number;
  readonly hiddenWidth: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly vocabulary: number;
  readonly contextTokens: number;
  readonly ropeBase: number;
  readonly epsilon: number;
  /** Whether the output is the embedding's matrix. */
  readonly isTied: boolean;
}

/** The metadata of the sizes. Source: ggml, docs/gguf.md, "LLM". */
export function llamaMetadata(shape: LlamaShape, name: string): GgufMetadata {
  const prefix = shape.architecture;
  return {
    'general.architecture': string(shape.architecture),
    'general.name': string(name),
    [`${prefix}.context_length`]: uint32(shape.contextTokens),
    [`${prefix}.embedding_length`]: uint32(shape.width),
    [`${prefix}.block_count`]: uint32(shape.layers),
    [`${prefix}.feed_forward_length`]: uint32(shape.hiddenWidth),
    [`${prefix}.attention.head_count`]: uint32(shape.heads),
    [`${prefix}.attention.head_count_kv`]: uint32(shape.keyHeads),
    [`${prefix}.attention.layer_norm_rms_epsilon`]: float32(shape.epsilon),
    [`${prefix}.rope.dimension_count`]: uint32(shape.width / shape.heads),
    [`${prefix}.rope.freq_base`]: float32(shape.ropeBase),
  };
}

/** The tensors of the sizes. `typeOf` says how a matrix is written; vectors are F32. */
export function llamaTensors(
  shape: LlamaShape,
  typeOf: (name: string) => GgufTensorType,
): GgufTensorOutline[] {
  const { width, hiddenWidth, vocabulary } = shape;
  const keyWidth = (width / shape.heads) * shape.keyHeads;
  const tensors: GgufTensorOutline[] = [];
  const matrix = (name: string, columns: number, rows: number): void => {
    tensors.push({ name: `${name}.weight`, type: typeOf(`${name}.weight`), columns, rows });
  };
  const vector = (name: string, columns: number): void => {
    tensors.push({ name, type: 'F32', columns });
  };
  matrix('token_embd', width, vocabulary);
  vector('output_norm.weight', width);
  if (!shape.isTied) matrix('output', width, vocabulary);
  for (let layer = 0; layer < shape.layers; layer++) {
    const block = `blk.${layer}`;
    vector(`${block}.attn_norm.weight`, width);
    matrix(`${block}.attn_q`, width, width);
    matrix(`${block}.attn_k`, width, keyWidth);
    matrix(`${block}.attn_v`, width, keyWidth);
    matrix(`${block}.attn_output`, width, width);
    if (shape.architecture === 'qwen2') {
      vector(`${block}.attn_q.bias`, width);
      vector(`${block}.attn_k.bias`, keyWidth);
      vector(`${block}.attn_v.bias`, keyWidth);
    }
    vector(`${block}.ffn_norm.weight`, width);
    matrix(`${block}.ffn_gate`, width, hiddenWidth);
    matrix(`${block}.ffn_up`, width, hiddenWidth);
    matrix(`${block}.ffn_down`, hiddenWidth, width);
  }
  return tensors;
}
