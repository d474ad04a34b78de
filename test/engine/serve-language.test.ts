import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { engine } from '@indus/client';
import { EngineNetwork, errorOf, inferX, layers, okOf } from './engine-network.ts';
import { smallModel } from './gguf/small-models.ts';

const FILE = smallModel(31).file;
const MODEL = { name: 'writer', version: '1' };

let network: EngineNetwork;
beforeAll(async () => {
  network = await EngineNetwork.start();
  const { control } = network;
  const sha256 = new Uint8Array(createHash('sha256').update(FILE).digest());
  const begin = { ...MODEL, format: { gguf: null }, size: BigInt(FILE.length), sha256 };
  const { upload } = okOf(await control.begin_upload(begin));
  for (let at = 0; at < FILE.length; at += 1_000_000) {
    okOf(await control.put_chunk({ upload, offset: BigInt(at), bytes: FILE.subarray(at, at + 1_000_000) }));
  }
  okOf(await control.finish_upload({ upload }));
  okOf(await control.load_model(MODEL));
  await network.serve('layers', layers([3, 2]));
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

function ask(more: Partial<engine.GenerateRequest> = {}): engine.GenerateRequest {
  return {
    ...{
      model_name: 'writer',
      model_version: [],
      prompt: 'hello',
      tokens_max: 20,
      stop: [],
      reads_controls: false,
    },
    ...{ temperature: [], top_k: [], top_p: [], seed: [] },
    ...more,
  };
}

const generate = async (more: Partial<engine.GenerateRequest> = {}): Promise<engine.GenerateResponse> =>
  okOf(await network.engine.generate(ask(more)));

describe('texts', () => {
  test('are as long as was asked for, and the same each time', async () => {
    const first = await generate();
    expect(first).toMatchObject({ finish: { length: null }, answer_tokens: 20 });
    expect((await generate()).text).toBe(first.text);
    expect((await generate({ tokens_max: 5 })).answer_tokens).toBe(5);
  });

  test('over many messages, and after an upgrade, are those of one message', async () => {
    const { control } = network;
    const { text, instructions } = await generate();
    okOf(await control.configure({ instructions_per_message: 1n }));
    const parts = await generate();
    expect(parts.text).toBe(text);
    expect(parts.instructions).toBeGreaterThan(instructions);
    okOf(await control.configure({ instructions_per_message: 20_000_000_000n }));
    await network.upgrade();
    expect((await generate()).text).toBe(text);
  });

  test('that are drawn follow from the seed', async () => {
    const drawn = (seed: bigint) => generate({ temperature: [1.5], seed: [seed] });
    const texts = await Promise.all([1n, 2n, 3n].map(async (seed) => (await drawn(seed)).text));
    expect(new Set(texts).size).toBe(3);
    expect((await drawn(2n)).text).toBe(texts[1]);
  });

  test('end before a stop text', async () => {
    const { text } = await generate();
    const stop = text.slice(4, 6);
    const stopped = await generate({ stop: [stop] });
    expect(stopped).toMatchObject({ finish: { stop: null }, text: text.slice(0, text.indexOf(stop)) });
  });
});

describe('refusals', () => {
  test.each<[string, Partial<engine.GenerateRequest>, string]>([
    ['no tokens', { tokens_max: 0 }, 'InvalidInput'],
    ['more than the context holds', { tokens_max: 4_000_000_000 }, 'TooLarge'],
    ['a temperature that is no number', { temperature: [NaN] }, 'InvalidInput'],
    ['an empty stop text', { stop: [''] }, 'InvalidInput'],
    ['a model of numbers', { model_name: 'layers' }, 'Unsupported'],
  ])('%s', async (_, more, expected) => {
    expect(errorOf(await network.engine.generate(ask(more)))).toHaveProperty(expected);
  });

  test('an inference of a model that writes', async () => {
    expect(errorOf(await network.engine.infer(inferX('writer', [[1]])))).toHaveProperty('Unsupported');
    const estimate = { model_name: 'writer', model_version: [] as [], shapes: [] };
    expect(errorOf(await network.engine.estimate(estimate))).toHaveProperty('Unsupported');
  });
});

test('what a model that writes takes is listed', async () => {
  const { models } = await network.engine.list_models();
  const listed = models.find(({ name }) => name === 'writer');
  expect(listed).toMatchObject({ format: { gguf: null }, state: { ready: null } });
  const [cost] = listed!.cost;
  expect(cost!.weight_bytes).toBeGreaterThan(BigInt(FILE.length) / 4n);
  expect(cost!.instructions).toBeGreaterThan(0n);
});
