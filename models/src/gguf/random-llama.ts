import type { GgufTensor, GgufTensorOutline } from './encode-gguf.ts';
import { llamaTensors, type LlamaShape } from './llama-outline.ts';
import type { GgufTensorType } from './quantise-weights.ts';

/** Numbers from -1 to 1 that follow from a seed. Source: Marsaglia, xorshift, 2003. */
export function seededUnits(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e37_79b1) ^ 0x2545_f491) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

/**
 * The tensors of a transformer with random weights: norms near 1, matrices so large that states keep their size from layer to
 * layer, and an embedding that makes logits differ well.
 */
export function randomLlama(
  shape: LlamaShape,
  seed: number,
  typeOf: (name: string) => GgufTensorType = () => 'F32',
): GgufTensor[] {
  const next = seededUnits(seed);
  const spread = ({ name, columns }: GgufTensorOutline): number => {
    if (name.endsWith('.bias')) return 0.2;
    return name === 'token_embd.weight' ? 1 : Math.sqrt(3 / columns);
  };
  return llamaTensors(shape, typeOf).map((outline) => {
    const isNorm = outline.name.endsWith('norm.weight');
    const size = spread(outline);
    const numbers = Float32Array.from({ length: outline.columns * (outline.rows ?? 1) }, () =>
      isNorm ? 1 + 0.2 * next() : size * next(),
    );
    return { ...outline, numbers };
  });
}
