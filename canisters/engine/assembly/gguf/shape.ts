import { RefusalCode, refuse } from '../core/refusal';
import { CONTEXT_TOKENS_MAX, HEADS_MAX, LAYERS_MAX, WIDTH_MAX } from './limits';
import { Metadata } from './metadata';

const ROPE_BASE_DEFAULT: f64 = 10000;

/** Sizes of a transformer, as its metadata gives them. */
export class Shape {
  architecture: string = '';
  layers: i32 = 0;
  /** Numbers of a token's state. */
  width: i32 = 0;
  /** Numbers between the two halves of the feed-forward step. */
  hiddenWidth: i32 = 0;
  heads: i32 = 0;
  /** Heads that keep keys and values; each serves as many heads as divide by it. */
  keyHeads: i32 = 0;
  headWidth: i32 = 0;
  /** Numbers of a head that are turned by the position. */
  ropeWidth: i32 = 0;
  /** Pairs that are turned together: a number and the one half a turn width on, else neighbours. */
  isRopeSplit: bool = false;
  ropeBase: f64 = 0;
  /** What positions are multiplied by. */
  ropeScale: f64 = 1;
  epsilon: f32 = 0;
  /** Tokens the model was trained to attend to. */
  contextTokens: i32 = 0;
  vocabulary: i32 = 0;

  get queryWidth(): i32 {
    return this.heads * this.headWidth;
  }

  get keyWidth(): i32 {
    return this.keyHeads * this.headWidth;
  }
}

/** Reads the sizes; the vocabulary's is not among them. Null: refused. Source: ggml, docs/gguf.md, and llama.cpp's key names. */
export function readShape(metadata: Metadata): Shape | null {
  const architecture = metadata.text('general.architecture');
  if (architecture === null) return null;
  if (architecture != 'llama' && architecture != 'qwen2') {
    refuse(
      RefusalCode.UNSUPPORTED,
      'expected the architecture llama or qwen2, got ' + (architecture == '' ? 'none' : architecture),
    );
    return null;
  }
  const shape = new Shape();
  shape.architecture = architecture;
  shape.isRopeSplit = architecture == 'qwen2';
  return readSizes(shape, metadata) && readRope(shape, metadata) && hasNoMore(shape, metadata) ? shape : null;
}

function readSizes(shape: Shape, metadata: Metadata): bool {
  const prefix = shape.architecture + '.';
  const heads = metadata.integer(prefix + 'attention.head_count', 1, HEADS_MAX);
  if (heads < 0) return false;
  const layers = metadata.integer(prefix + 'block_count', 1, LAYERS_MAX);
  const width = metadata.integer(prefix + 'embedding_length', 4, WIDTH_MAX);
  const hidden = metadata.integer(prefix + 'feed_forward_length', 4, WIDTH_MAX);
  const context = metadata.integer(prefix + 'context_length', 1, CONTEXT_TOKENS_MAX);
  const keyHeads = metadata.integerOr(prefix + 'attention.head_count_kv', heads, 1, <u64>heads);
  const epsilon = metadata.float(prefix + 'attention.layer_norm_rms_epsilon');
  if (layers < 0 || width < 0 || hidden < 0 || context < 0 || keyHeads < 0 || isNaN(epsilon)) return false;
  const headWidth = metadata.integerOr(prefix + 'attention.key_length', width / heads, 4, 4096);
  const valueWidth = metadata.integerOr(prefix + 'attention.value_length', width / heads, 4, 4096);
  if (headWidth < 0 || valueWidth < 0) return false;
  if (!metadata.has(prefix + 'attention.key_length') && width % heads != 0)
    return malformed(prefix + 'embedding_length', 'a multiple of the heads', width);
  if (heads % keyHeads != 0)
    return malformed(prefix + 'attention.head_count_kv', 'a divisor of the heads', keyHeads);
  if (headWidth != valueWidth) return unsupported('heads whose keys and values differ in width');
  if (headWidth % 4 != 0 || width % 4 != 0 || hidden % 4 != 0)
    return unsupported('widths that are not multiples of 4');
  if (heads * headWidth > <i64>WIDTH_MAX) return unsupported('heads of that number and width');
  if (!(epsilon >= 0 && epsilon < 1))
    return refuse(
      RefusalCode.MALFORMED,
      'expected an epsilon of the norms from 0 to 1, got ' + epsilon.toString(),
    );
  shape.heads = <i32>heads;
  shape.layers = <i32>layers;
  shape.width = <i32>width;
  shape.hiddenWidth = <i32>hidden;
  shape.contextTokens = <i32>context;
  shape.keyHeads = <i32>keyHeads;
  shape.headWidth = <i32>headWidth;
  shape.epsilon = <f32>epsilon;
  return true;
}

function readRope(shape: Shape, metadata: Metadata): bool {
  const prefix = shape.architecture + '.rope.';
  const width = metadata.integerOr(prefix + 'dimension_count', shape.headWidth, 2, <u64>shape.headWidth);
  shape.ropeBase = metadata.floatOr(prefix + 'freq_base', ROPE_BASE_DEFAULT);
  if (width < 0 || isNaN(shape.ropeBase)) return false;
  if (width % 2 != 0) return malformed(prefix + 'dimension_count', 'even', width);
  if (!(shape.ropeBase > 0 && isFinite(shape.ropeBase)))
    return refuse(RefusalCode.MALFORMED, 'expected a positive ' + prefix + 'freq_base');
  shape.ropeWidth = <i32>width;
  let scaling: string | null = 'none';
  if (metadata.has(prefix + 'scaling.type')) scaling = metadata.text(prefix + 'scaling.type');
  if (scaling === null) return false;
  if (scaling == 'none') return true;
  if (scaling != 'linear') return unsupported('rope scaling of type ' + scaling);
  const factor = metadata.float(prefix + 'scaling.factor');
  if (isNaN(factor)) return false;
  if (!(factor > 0 && isFinite(factor)))
    return refuse(RefusalCode.MALFORMED, 'expected a positive ' + prefix + 'scaling.factor');
  shape.ropeScale = 1 / factor;
  return true;
}

/** Refuses what would change the result and is not computed here. */
function hasNoMore(shape: Shape, metadata: Metadata): bool {
  const prefix = shape.architecture + '.';
  const experts = metadata.integerOr(prefix + 'expert_count', 0, 0, <u64>i32.MAX_VALUE);
  const causal = metadata.flagOr(prefix + 'attention.causal', true);
  const window = metadata.integerOr(prefix + 'attention.sliding_window', 0, 0, <u64>i32.MAX_VALUE);
  if (experts < 0 || causal < 0 || window < 0) return false;
  if (experts > 0) return unsupported('mixtures of experts');
  if (causal == 0) return unsupported('attention to later tokens');
  if (window > 0 && window < <i64>shape.contextTokens) return unsupported('a sliding window of attention');
  return true;
}

function malformed(key: string, expected: string, got: i64): bool {
  return refuse(RefusalCode.MALFORMED, 'expected ' + key + ' to be ' + expected + ', got ' + got.toString());
}

function unsupported(what: string): bool {
  return refuse(RefusalCode.UNSUPPORTED, 'not supported: ' + what);
}
