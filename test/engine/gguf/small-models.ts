import {
  encodeGguf,
  llamaMetadata,
  randomLlama,
  sentencePieceMetadata,
  type GgufMetadata,
  type GgufTensor,
  type GgufTensorType,
  type LlamaShape,
} from '@indus/models';

/** Pieces beside the bytes; earlier ones merge first. */
export const PIECES = [
  'he',
  'll',
  'hell',
  'hello',
  ' ',
  ' w',
  'or',
  ' wor',
  'ld',
  ' world',
  'سل',
  'سلام',
] as const;

export const SMALL_SHAPE: LlamaShape = {
  architecture: 'llama',
  layers: 3,
  width: 64,
  hiddenWidth: 160,
  heads: 4,
  keyHeads: 2,
  vocabulary: 301,
  contextTokens: 128,
  ropeBase: 10_000,
  epsilon: 1e-5,
  isTied: false,
};

/** A model with random weights, and the file of it. */
export interface SmallModel {
  readonly shape: LlamaShape;
  readonly tensors: readonly GgufTensor[];
  readonly file: Uint8Array<ArrayBuffer>;
}

/** A transformer of the small shape, changed as asked, with a SentencePiece vocabulary. */
export function smallModel(
  seed: number,
  change: Partial<LlamaShape> = {},
  typeOf: (name: string) => GgufTensorType = () => 'F32',
  more: { readonly metadata?: GgufMetadata; readonly tensors?: readonly GgufTensor[] } = {},
): SmallModel {
  const shape = { ...SMALL_SHAPE, ...change };
  const tensors = [...randomLlama(shape, seed, typeOf), ...(more.tensors ?? [])];
  const tokenizer = sentencePieceMetadata(PIECES, shape.vocabulary);
  const metadata = { ...llamaMetadata(shape, 'small'), ...tokenizer, ...more.metadata };
  return { shape, tensors, file: encodeGguf(metadata, tensors) };
}

/** The first of the largest. */
export function argMax(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < numbers.length; index++) if (numbers[index]! > numbers[best]!) best = index;
  return best;
}

/** The largest difference between two rows. */
export function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < one.length; index++)
    most = Math.max(most, Math.abs(one[index]! - other[index]!));
  return most;
}

/** Shares that sum to 1. */
export function softmax(logits: ArrayLike<number>): number[] {
  const all = Array.from(logits);
  const top = Math.max(...all);
  const powers = all.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((one, other) => one + other, 0);
  return powers.map((power) => power / sum);
}
