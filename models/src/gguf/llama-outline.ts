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
  /** Numbers of a head; without it all heads together have those of a state. */
  readonly headWidth?: number;
  readonly vocabulary: number;
  readonly contextTokens: number;
  readonly ropeBase: number;
  readonly epsilon: number;
  /** Whether the output is the embedding's matrix. */
  readonly isTied: boolean;
}

/** Numbers of a head. */
export function headWidthOf(shape: LlamaShape): number {
  return shape.headWidth ?? shape.width / shape.heads;
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
    ...(shape.headWidth === undefined
      ? {}
      : {
          [`${prefix}.attention.key_length`]: uint32(shape.headWidth),
          [`${prefix}.attention.value_length`]: uint32(shape.headWidth),
        }),
    [`${prefix}.rope.dimension_count`]: uint32(headWidthOf(shape)),
    [`${prefix}.rope.freq_base`]: float32(shape.ropeBase),
  };
}

/** The tensors of the sizes. `typeOf` says how a matrix is written; vectors are F32. */
export function llamaTensors(
  shape: LlamaShape,
  typeOf: (name: string) => GgufTensorType,
): GgufTensorOutline[] {
  const { width, hiddenWidth, vocabulary } = shape;
  const queryWidth = headWidthOf(shape) * shape.heads;
  const keyWidth = headWidthOf(shape) * shape.keyHeads;
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
    matrix(`${block}.attn_q`, width, queryWidth);
    matrix(`${block}.attn_k`, width, keyWidth);
    matrix(`${block}.attn_v`, width, keyWidth);
    matrix(`${block}.attn_output`, queryWidth, width);
    if (shape.architecture === 'qwen2') {
      vector(`${block}.attn_q.bias`, queryWidth);
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
