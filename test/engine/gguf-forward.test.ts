import type { GgufTensorType, LlamaShape } from '@indus/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlainTransformer } from './gguf/plain-transformer.ts';
import { argMax, distance, smallModel } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule, type GenerationRequest } from './gguf-module.ts';

const PROMPT = 'hello world, is this a prompt of several batches?';
const CONTEXT = 96;

let module: WebAssembly.Module;
let engine: GgufModule;

beforeAll(async () => {
  module = new WebAssembly.Module(await compileGgufDoor());
  engine = GgufModule.plain(module);
});

function logitsBehind(prompt: string): Float32Array {
  engine.openContext(CONTEXT);
  engine.begin(prompt, { tokensMax: 1 });
  engine.step();
  return engine.logits;
}

describe('the forward pass against a plain transformer in double precision', () => {
  const shapes: readonly (readonly [string, Partial<LlamaShape>])[] = [
    ['llama', {}],
    ['llama, one head of keys, tied output', { keyHeads: 1, isTied: true }],
    ['llama, heads of their own, narrow', { heads: 8, keyHeads: 8, layers: 1 }],
    ['llama, vocabulary that fills its panels', { vocabulary: 304, ropeBase: 500_000 }],
    ['qwen2, with biases', { architecture: 'qwen2' }],
    ['qwen2, tied', { architecture: 'qwen2', keyHeads: 4, isTied: true, epsilon: 1e-6 }],
    ['widths that are no whole blocks', { width: 36, hiddenWidth: 52, heads: 3, keyHeads: 3 }],
  ];

  it.each(shapes)('%s, F32: logits within 2e-5', (_, change) => {
    const { shape, tensors, file } = smallModel(11, change);
    engine.load(file);
    const logits = logitsBehind(PROMPT);
    const expected = new PlainTransformer(shape, tensors).logits(engine.encode(PROMPT));
    expect(distance(logits, expected)).toBeLessThan(2e-5);
  });

  // The activation is rounded to 127 levels of each block's largest number; the plain one is not.
  const bounds: readonly (readonly [GgufTensorType, number])[] = [
    ['F16', 2e-5],
    ['Q8_0', 0.15],
    ['Q4_0', 0.15],
  ];

  it.each(bounds)('%s: logits within %d', (type, most) => {
    const { shape, tensors, file } = smallModel(12, {}, () => type);
    engine.load(file);
    const logits = logitsBehind(PROMPT);
    const expected = new PlainTransformer(shape, tensors).logits(engine.encode(PROMPT));
    expect(distance(logits, expected)).toBeLessThan(most);
  });

  it('generated tokens are those of the plain transformer', () => {
    const { shape, tensors, file } = smallModel(15);
    const plain = new PlainTransformer(shape, tensors);
    engine.load(file);
    engine.openContext(CONTEXT);
    engine.begin('hello', { tokensMax: 12 });
    const prompt = engine.tokens.length;
    engine.step();
    const tokens = engine.tokens;
    expect(tokens.length).toBeGreaterThan(prompt);
    for (let length = prompt; length < tokens.length; length++) {
      expect(argMax(plain.logits(tokens.slice(0, length)))).toBe(tokens[length]);
    }
  });
});

describe('estimates', () => {
  it.each(['F32', 'Q8_0', 'Q4_0'] as const)(
    '%s: of a token, within 5 %% of what the subnet counts',
    async (type) => {
      const metered = GgufModule.metered(await compileGgufDoor());
      const change = { width: 256, hiddenWidth: 704, heads: 4, keyHeads: 2, vocabulary: 2000 };
      metered.load(smallModel(41, change, () => type).file);
      metered.openContext(CONTEXT);
      metered.begin(PROMPT, { tokensMax: 4 });
      const prompt = metered.tokens.length;
      while (metered.tokens.length === prompt) metered.step(metered.nextCost);
      const before = metered.instructions;
      while (metered.tokens.length === prompt + 1) metered.step(metered.nextCost);
      const counted = Number(metered.instructions - before);
      expect(Math.abs(metered.tokenCost(prompt) / counted - 1)).toBeLessThan(0.05);
    },
  );
});

describe('the same bits', () => {
  const request: GenerationRequest = { tokensMax: 20 };

  function generate(run: GgufModule, asked: GenerationRequest, stepOn: (run: GgufModule) => void): unknown {
    run.begin(PROMPT, asked);
    stepOn(run);
    return { text: run.text, tokens: run.tokens, logits: run.logits };
  }

  const whole = (run: GgufModule): void => void run.step();
  const pieces = (run: GgufModule): void => {
    while (run.step(run.nextCost) === 'running');
  };

  it.each(['F32', 'Q8_0', 'Q4_0'] as const)('%s: in one step, and in the smallest steps', (type) => {
    engine.load(smallModel(21, {}, () => type).file);
    engine.openContext(CONTEXT);
    expect(generate(engine, request, pieces)).toEqual(generate(engine, request, whole));
    const sampled = { ...request, temperature: 0.9, topK: 40, topP: 0.9, seed: 5n };
    expect(generate(engine, sampled, pieces)).toEqual(generate(engine, sampled, whole));
  });

  it('after another generation in the same workspace, after a load in pieces, and in another instance', () => {
    const { file } = smallModel(22, {}, () => 'Q8_0');
    engine.load(file);
    engine.openContext(CONTEXT);
    const expected = generate(engine, request, whole);
    engine.begin('quite another prompt, and one that is longer than the first one was by far', {
      tokensMax: 8,
      temperature: 2,
    });
    engine.step();
    expect(generate(engine, request, whole)).toEqual(expected);
    engine.load(file, 1);
    engine.openContext(CONTEXT);
    expect(generate(engine, request, pieces)).toEqual(expected);
    const other = GgufModule.plain(module);
    other.load(file);
    other.openContext(CONTEXT);
    expect(generate(other, request, pieces)).toEqual(expected);
  });

  it('a context of another size changes nothing', () => {
    engine.load(smallModel(23, {}, () => 'Q4_0').file);
    engine.openContext(CONTEXT);
    const expected = generate(engine, request, whole);
    engine.openContext(CONTEXT + 13);
    expect(generate(engine, request, whole)).toEqual(expected);
  });

  it('memory does not grow from generation to generation', () => {
    engine.load(smallModel(24).file);
    engine.openContext(CONTEXT);
    generate(engine, request, whole);
    const before = engine.memoryBytes;
    for (let turn = 0; turn < 50; turn++) generate(engine, request, whole);
    expect(engine.memoryBytes).toBe(before);
  });
});
