import { encodeGguf, llamaMetadata, randomLlama, sentencePieceMetadata } from '@indus/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { argMax, PIECES, smallModel, SMALL_SHAPE, softmax } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule, type GenerationRequest } from './gguf-module.ts';

const CONTEXT = 64;
const END = 2;

let module: WebAssembly.Module;
let engine: GgufModule;

beforeAll(async () => {
  module = new WebAssembly.Module(await compileGgufDoor());
  engine = GgufModule.plain(module);
  engine.load(smallModel(31).file);
  engine.openContext(CONTEXT);
});

function generate(
  prompt: string,
  request: GenerationRequest,
): { text: string; state: string; tokens: number[] } {
  engine.begin(prompt, request);
  const state = engine.step();
  return { text: engine.text, state, tokens: engine.tokens };
}

describe('what ends a generation', () => {
  it('as many tokens as were asked for, and not one more', () => {
    for (const tokensMax of [1, 2, 9]) {
      const prompt = engine.encode('hello').length;
      const { state, tokens } = generate('hello', { tokensMax });
      expect(state).toBe('full');
      expect(tokens.length).toBe(prompt + tokensMax);
    }
  });

  it('the end token, which has no text', () => {
    // The layers add nothing, every embedding begins with 1, and the output of the end token looks at that number alone.
    const shape = { ...SMALL_SHAPE, layers: 1 };
    const tensors = randomLlama(shape, 2).map((tensor) => {
      const { name, columns } = tensor;
      const numbers = tensor.numbers.slice();
      if (name.endsWith('attn_output.weight') || name.endsWith('ffn_down.weight')) numbers.fill(0);
      if (name === 'token_embd.weight') for (let at = 0; at < numbers.length; at += columns) numbers[at] = 1;
      if (name === 'output.weight') numbers.fill(0)[END * columns] = 1;
      return { ...tensor, numbers };
    });
    const other = GgufModule.plain(module);
    other.load(
      encodeGguf({ ...llamaMetadata(shape, 'end'), ...sentencePieceMetadata(PIECES, 301) }, tensors),
    );
    other.openContext(CONTEXT);
    other.begin('hello', { tokensMax: 9 });
    expect(other.step()).toBe('ended');
    expect(other.text).toBe('');
  });

  it('a stop string, wherever it begins, and the text is cut before it', () => {
    const whole = generate('hello', { tokensMax: 30 }).text;
    expect(whole.length).toBeGreaterThan(12);
    for (let from = 0; from + 3 <= 12; from++) {
      const stop = whole.slice(from, from + 3);
      const { text, state } = generate('hello', { tokensMax: 30, stops: ['never comes', stop] });
      expect(state).toBe('stopped');
      expect(text).toBe(whole.slice(0, whole.indexOf(stop)));
    }
  });

  it('what is shown stays: it grows only, and is the beginning of the answer', () => {
    const whole = generate('hello', { tokensMax: 30 }).text;
    const stop = `${whole.slice(8, 11)}\u0000`;
    engine.begin('hello', { tokensMax: 30, stops: [stop] });
    let shown = '';
    let held = 0;
    while (engine.step(engine.nextCost) === 'running') {
      expect(engine.shown.startsWith(shown)).toBe(true);
      expect(whole.startsWith(engine.shown)).toBe(true);
      shown = engine.shown;
      if (shown.length < engine.text.length) held++;
    }
    expect(held).toBeGreaterThan(0);
    expect(engine.shown).toBe(whole);
  });
});

describe('requests that are refused', () => {
  it.each([
    ['no tokens', { tokensMax: 0 }, 'expected an answer of at least 1 token, got 0'],
    ['a temperature below 0', { tokensMax: 1, temperature: -1 }, 'expected a temperature from 0 to 100, got -1'],
    ['a temperature that is no number', { tokensMax: 1, temperature: NaN }, 'expected a temperature from 0 to 100, got NaN'],
    ['top_k below 0', { tokensMax: 1, topK: -1 }, 'expected top_k from 0 up, got -1'],
    ['top_p of 0', { tokensMax: 1, topP: 0 }, 'expected top_p above 0 and up to 1, got 0'],
    ['top_p above 1', { tokensMax: 1, topP: 1.5 }, 'expected top_p above 0 and up to 1, got 1.5'],
    ['an empty stop string', { tokensMax: 1, stops: [''] }, 'expected a stop string of 1 to 256 bytes, got 0'],
    ['seventeen stop strings', { tokensMax: 1, stops: Array.from({ length: 17 }, () => 'x') }, 'expected at most 16 stop strings'],
    ['an answer beyond the context', { tokensMax: CONTEXT }, `expected prompt and answer of at most ${CONTEXT} tokens, got 3 and ${CONTEXT}`],
  ])('%s', (_, request, message) => {
    expect(() => engine.begin('hello', request)).toThrow(message);
    expect(engine.step()).toBe('idle');
  }); // prettier-ignore

  it('the last answer that has room, and one token more', () => {
    const room = CONTEXT - engine.encode('hello').length;
    expect(['full', 'ended']).toContain(generate('hello', { tokensMax: room }).state);
    expect(() => engine.begin('hello', { tokensMax: room + 1 })).toThrow(
      'expected prompt and answer of at most',
    );
  });

  it('prompts that are no UTF-8, or too long', () => {
    for (const bytes of [[0xff], [0xc3], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      expect(() => engine.begin(Uint8Array.from(bytes), { tokensMax: 1 })).toThrow(
        'expected a prompt in UTF-8',
      );
    }
    expect(() => engine.begin(new Uint8Array(262_145).fill(65), { tokensMax: 1 })).toThrow(
      'expected a prompt of at most 262144 bytes, got 262145',
    );
  });

  it('a context that the model does not have', () => {
    expect(() => engine.openContext(129)).toThrow('expected a context of 2 to 128 tokens, got 129');
    expect(() => engine.openContext(1)).toThrow('expected a context of 2 to 128 tokens, got 1');
    engine.openContext(CONTEXT);
  });

  it('a budget below the next piece of work; a larger one goes on', () => {
    const whole = generate('hello', { tokensMax: 3 });
    engine.begin('hello', { tokensMax: 3 });
    expect(() => engine.step(engine.nextCost - 1)).toThrow('expected a budget of at least');
    engine.step();
    expect({ text: engine.text, state: 'full', tokens: engine.tokens }).toEqual(whole);
  });

  it('a prompt that cannot have room is refused before its tokens are counted', () => {
    const longest = Math.max(...PIECES.map((piece) => Buffer.byteLength(piece)));
    const bytes = CONTEXT * longest;
    expect(() => engine.begin('x'.repeat(bytes), { tokensMax: 1 })).toThrow(
      `expected prompt and answer of at most ${CONTEXT} tokens, got more than `,
    );
  });

  it('a generation whose workspace another one has taken', () => {
    engine.begin('hello', { tokensMax: 3 });
    engine.step(engine.nextCost);
    engine.interrupt('world');
    expect(() => engine.step()).toThrow('another generation has begun in the same workspace');
    expect(engine.step()).toBe('refused');
  });

  it('weights that give no numbers', () => {
    const { tensors, shape } = smallModel(32);
    const broken = tensors.map((tensor) =>
      tensor.name === 'output_norm.weight'
        ? { ...tensor, numbers: tensor.numbers.slice().fill(NaN) }
        : tensor,
    );
    const other = GgufModule.plain(module);
    other.load(encodeGguf({ ...llamaMetadata(shape, 'nan'), ...sentencePieceMetadata(PIECES, 301) }, broken));
    other.openContext(CONTEXT);
    other.begin('hello', { tokensMax: 3 });
    expect(() => other.step()).toThrow('the weights of the model give logits that are not finite');
    expect(other.step()).toBe('refused');
  });
});

describe('sampling', () => {
  /** First tokens of many seeds, counted. */
  function draws(request: Omit<GenerationRequest, 'tokensMax'>, count: number): Map<number, number> {
    const counts = new Map<number, number>();
    for (let seed = 0; seed < count; seed++) {
      engine.begin('hello', { ...request, tokensMax: 2, seed: BigInt(seed) });
      const prompt = engine.tokens.length;
      while (engine.tokens.length === prompt && engine.step(engine.nextCost) === 'running');
      const token = engine.tokens[prompt] ?? END;
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    return counts;
  }

  function shares(temperature: number): number[] {
    generate('hello', { tokensMax: 1 });
    return softmax(Array.from(engine.logits, (logit) => logit / temperature));
  }

  it('draws tokens as often as their shares say', () => {
    const count = 2000;
    const expected = shares(1);
    const counts = draws({ temperature: 1 }, count);
    const likely = [...expected.keys()].filter((token) => expected[token]! * count > 15);
    expect(likely.length).toBeGreaterThan(10);
    for (const token of likely) {
      const mean = expected[token]! * count;
      expect(Math.abs((counts.get(token) ?? 0) - mean)).toBeLessThan(4.5 * Math.sqrt(mean));
    }
  });

  it('top_k takes the likeliest, top_p those that together have the share', () => {
    const expected = shares(0.7);
    const order = [...expected.keys()].sort((one, other) => expected[other]! - expected[one]! || one - other);
    expect(new Set(draws({ temperature: 0.7, topK: 3 }, 400).keys())).toEqual(new Set(order.slice(0, 3)));
    expect([...draws({ temperature: 0.7, topK: 1 }, 20).keys()]).toEqual([order[0]]);
    let sum = 0;
    const kept = order.filter((token) => {
      const isIn = sum < 0.3;
      sum += expected[token]!;
      return isIn;
    });
    const drawn = draws({ temperature: 0.7, topP: 0.3 }, 600);
    for (const token of drawn.keys()) expect(kept).toContain(token);
    expect(drawn.size).toBeGreaterThan(1);
  });

  it('the same seed gives the same text, another gives another', () => {
    const request = { tokensMax: 20, temperature: 1.5, seed: 7n };
    const first = generate('hello', request).text;
    expect(generate('hello', request).text).toBe(first);
    expect(generate('hello', { ...request, seed: 8n }).text).not.toBe(first);
  });

  it('temperature 0 takes the largest, whatever the seed', () => {
    const { tokens } = generate('hello', { tokensMax: 1, seed: 3n });
    expect(tokens.at(-1)).toBe(argMax(engine.logits));
  });
});
