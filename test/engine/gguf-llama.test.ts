import { seededUnits, type GgufTensorType } from '@indus/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LlamaLibrary } from './gguf/llama-library.ts';
import { argMax, distance, smallModel, softmax } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule } from './gguf-module.ts';

const MODELS = 24;
const PROMPTS = ['hello world', 'سلام hello, wörld\n', 'a somewhat longer prompt with 12 numbers: 1234567'];

const llama = await LlamaLibrary.open();
if (llama === undefined) {
  console.warn(
    '\n*** NOT COMPARED WITH llama.cpp: its prebuilt library is not installed for this machine. ***\n' +
      '*** npm ci on Linux with an x64 processor and glibc brings it. ***\n',
  );
}

let engine: GgufModule;

beforeAll(async () => {
  engine = GgufModule.plain(new WebAssembly.Module(await compileGgufDoor()));
});

afterAll(() => llama?.close());

/** Sizes and types of the n-th model: every architecture with every type and their mixes. */
function modelOf(seed: number): ReturnType<typeof smallModel> {
  const next = seededUnits(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(((next() + 1) / 2) * choices.length)] as T;
  const types: readonly GgufTensorType[] = ['F32', 'Q8_0', 'Q4_0'];
  const single = types[seed % 4];
  const heads = pick([2, 4, 8]);
  return smallModel(
    seed,
    {
      architecture: seed % 2 === 0 ? 'llama' : 'qwen2',
      layers: pick([1, 2, 4]),
      width: 32 * heads,
      hiddenWidth: pick([64, 160, 352]),
      heads,
      keyHeads: pick([1, 2]),
      isTied: seed % 3 === 0,
      ropeBase: pick([10_000, 1_000_000]),
    },
    () => single ?? pick(types),
  );
}

describe.skipIf(llama === undefined)('against llama.cpp', () => {
  it(`${MODELS} random models of F32, Q8_0, Q4_0 and their mixes: the same arg-max, shares within 0.002`, async () => {
    let agreed = 0;
    let most = 0;
    let exact = 0;
    for (let seed = 1; seed <= MODELS; seed++) {
      const { file, tensors } = modelOf(seed);
      const isExact = tensors.every(({ type }) => type === 'F32');
      engine.load(file);
      engine.openContext(96);
      const model = await llama!.load(file);
      for (const prompt of PROMPTS) {
        engine.begin(prompt, { tokensMax: 1 });
        engine.step();
        const theirs = await model.logits(engine.encode(prompt));
        const ours = engine.logits;
        if (argMax(ours) === argMax(theirs)) agreed++;
        const apart = distance(softmax(ours), softmax(theirs));
        most = Math.max(most, apart);
        if (isExact) exact = Math.max(exact, distance(ours, theirs));
      }
      await model.dispose();
    }
    console.log(
      `llama.cpp: arg-max ${agreed} of ${MODELS * PROMPTS.length}, shares at most ${most.toExponential(2)} apart, ` +
        `F32 logits at most ${exact.toExponential(2)} apart`,
    );
    expect(agreed).toBe(MODELS * PROMPTS.length);
    expect(most).toBeLessThan(0.002);
    expect(exact).toBeLessThan(1e-4);
  });
});
