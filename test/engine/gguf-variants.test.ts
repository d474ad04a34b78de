import {
  ggufCount,
  ggufFloat,
  ggufText,
  seededUnits,
  type GgufMetadata,
  type GgufTensor,
  type LlamaShape,
} from '@indus/models';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LlamaLibrary } from './gguf/llama-library.ts';
import { PlainTransformer, type PlainRope } from './gguf/plain-transformer.ts';
import { distance, smallModel, SMALL_SHAPE } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule } from './gguf-module.ts';

const PROMPT = 'hello world, several batches of tokens';
const NARROW = 8;

interface Variant {
  readonly change?: Partial<LlamaShape>;
  readonly metadata?: GgufMetadata;
  readonly tensors?: readonly GgufTensor[];
  readonly rope?: PlainRope;
  /** llama.cpp asks for whole heads that are turned. */
  readonly isOwn?: true;
}

const llama = await LlamaLibrary.open();
let engine: GgufModule;

beforeAll(async () => {
  engine = GgufModule.plain(new WebAssembly.Module(await compileGgufDoor()));
});

afterAll(() => llama?.close());

function vector(name: string, columns: number, next: () => number): GgufTensor {
  return { name, type: 'F32', columns, numbers: Float32Array.from({ length: columns }, next) };
}

function biases(): GgufTensor[] {
  const next = seededUnits(6);
  return Array.from({ length: SMALL_SHAPE.layers }, (_, layer) => [
    vector(`blk.${layer}.attn_q.bias`, 64, next),
    vector(`blk.${layer}.attn_k.bias`, 32, next),
    vector(`blk.${layer}.attn_v.bias`, 32, next),
    vector(`blk.${layer}.attn_output.bias`, 64, next),
  ]).flat();
}

const units = seededUnits(8);

const VARIANTS: Readonly<Record<string, Variant>> = {
  'biases in llama': { tensors: biases() },
  'heads wider than their share': { change: { headWidth: 32 } },
  'heads narrower than their share': { change: { headWidth: 12 } },
  'frequencies divided by factors': { tensors: [vector('rope_freqs.weight', 8, () => 1.5 + units())] },
  'positions scaled': {
    metadata: { 'llama.rope.scaling.type': ggufText('linear'), 'llama.rope.scaling.factor': ggufFloat(4) },
    rope: { scale: 0.25 },
  },
  'heads turned in part': {
    metadata: { 'llama.rope.dimension_count': ggufCount(NARROW) },
    rope: { width: NARROW },
    isOwn: true,
  },
  'heads turned in part, qwen2': {
    change: { architecture: 'qwen2' },
    metadata: { 'qwen2.rope.dimension_count': ggufCount(NARROW) },
    rope: { width: NARROW },
    isOwn: true,
  },
};

it.each(Object.entries(VARIANTS))('%s: as in the plain transformer and in llama.cpp', async (_, variant) => {
  const { shape, tensors, file } = smallModel(51, variant.change, () => 'F32', variant);
  engine.load(file);
  engine.openContext(96);
  engine.begin(PROMPT, { tokensMax: 1 });
  engine.step();
  const { logits } = engine;
  const tokens = engine.encode(PROMPT);
  const plain = new PlainTransformer(shape, tensors, variant.rope).logits(tokens);
  expect(distance(logits, plain)).toBeLessThan(5e-5);
  // What the variant changes must be seen: the model without it gives something else.
  const without = new PlainTransformer(
    shape,
    tensors.filter(({ name }) => !variant.tensors?.some((one) => one.name === name)),
  );
  if (variant.change === undefined || variant.rope)
    expect(distance(without.logits(tokens), plain)).toBeGreaterThan(0.01);
  if (llama === undefined || variant.isOwn) return;
  const model = await llama.load(file);
  expect(distance(logits, await model.logits(tokens))).toBeLessThan(1e-4);
  await model.dispose();
});
