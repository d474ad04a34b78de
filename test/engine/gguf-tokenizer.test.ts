import {
  byteLevelMetadata,
  encodeGguf,
  ggufList,
  llamaMetadata,
  randomLlama,
  SENTENCE_PIECE_TOKENS_LEAST,
  seededUnits,
  type GgufMetadata,
} from '@indus/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LlamaLibrary } from './gguf/llama-library.ts';
import { learnMerges, mergeParts, SPLIT_EXPRESSIONS, splitWords } from './gguf/plain-tokenizer.ts';
import { PIECES, smallModel, SMALL_SHAPE } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule } from './gguf-module.ts';

const RULES = Object.keys(SPLIT_EXPRESSIONS);
const TEXTS = 400;
const FIRST_PIECE = SENTENCE_PIECE_TOKENS_LEAST;
const FIRST_BYTE = 3;

/** What random texts are made of: all that the rules tell apart. */
const SCRAPS = [
  ...[
    ' ',
    '  ',
    '   ',
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    '\u00a0',
    '\u3000',
    'a',
    'the',
    'The',
    'THE',
    'it',
    "'s",
    "'S",
    "'ll",
    "'Ve",
  ],
  ...[
    "'",
    "''",
    "'x",
    '1',
    '12',
    '123',
    '1234567',
    '٣',
    '²',
    '½',
    '.',
    ',',
    '...',
    '?!',
    '$',
    '+',
    '=',
    '<|',
    '|>',
    '~',
    '`',
    '_',
  ],
  ...[
    'é',
    'e\u0301',
    'ß',
    'سلام',
    'پښتو',
    'سنڌي',
    'हिन्दी',
    '你好',
    'ひらがな',
    '🙂',
    '👩‍👩‍👧',
    '\u200d',
    '\u0000',
    '€',
    '—',
    '«',
    '»',
  ],
];

const CORPUS = Array.from({ length: 600 }, (_, index) => randomText(index)).join('');

const llama = await LlamaLibrary.open();
let engine: GgufModule;

beforeAll(async () => {
  engine = GgufModule.plain(new WebAssembly.Module(await compileGgufDoor()));
});

afterAll(() => llama?.close());

function randomText(seed: number): string {
  const next = seededUnits(seed + 1000);
  const pick = (count: number): number => Math.floor(((next() + 1) / 2) * count);
  return Array.from({ length: 1 + pick(14) }, () => SCRAPS[pick(SCRAPS.length)]).join('');
}

function byteLevelFile(metadata: GgufMetadata): Uint8Array {
  const { value } = metadata['tokenizer.ggml.tokens']!;
  const shape = { ...SMALL_SHAPE, layers: 1, vocabulary: (value as readonly string[]).length };
  return encodeGguf({ ...llamaMetadata(shape, 'words'), ...metadata }, randomLlama(shape, 1));
}

describe('byte-level tokenizers', () => {
  const bytes = (text: string): string[] =>
    Array.from(Buffer.from(text), (byte) => String.fromCharCode(byte));
  const merges = learnMerges(CORPUS, 700);
  const rank = new Map(merges.map(([left, right], index) => [`${left}\u{10ffff}${right}`, -index]));
  // The writer takes texts; these are bytes, so that a merge may end inside of a letter.
  const inBytes = merges.map(([left, right]) => [left, right] as const);

  it.each(RULES)('%s: the tokens of the plain tokenizer, and the text again', (rule) => {
    const metadata = byteLevelMetadata(inBytes, rule, ['<|end|>'], 'latin1');
    engine.load(byteLevelFile(metadata));
    const order = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
    for (const [left, right] of merges) if (!order.includes(left + right)) order.push(left + right);
    const known = new Set(order);
    for (let seed = 0; seed < TEXTS; seed++) {
      const text = randomText(seed);
      const expected = splitWords(rule, text).flatMap((word) => {
        const parts = bytes(word);
        if (rule === 'llama-bpe' && known.has(parts.join(''))) return [parts.join('')];
        return mergeParts(parts, (left, right) => rank.get(`${left}\u{10ffff}${right}`));
      });
      const tokens = engine.encode(text);
      expect(tokens, JSON.stringify(text)).toEqual(expected.map((part) => order.indexOf(part)));
      expect(engine.decode(tokens)).toBe(text);
    }
  });

  it.each(RULES)('%s: every text comes back, whatever its code points', (rule) => {
    engine.load(byteLevelFile(byteLevelMetadata(inBytes, rule, ['<|end|>'], 'latin1')));
    const next = seededUnits(rule.length);
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: 40 }, () => {
        const point = Math.floor(((next() + 1) / 2) * 0x110000);
        return point >= 0xd800 && point < 0xe000 ? ' ' : String.fromCodePoint(point);
      }).join('');
      expect(engine.decode(engine.encode(text))).toBe(text);
    }
  });

  it.skipIf(llama === undefined).each(RULES)('%s: the tokens of llama.cpp', async (rule) => {
    const file = byteLevelFile(byteLevelMetadata(inBytes, rule, ['<|end|>'], 'latin1'));
    engine.load(file);
    const model = await llama!.load(file);
    for (let seed = 0; seed < TEXTS; seed++) {
      const text = randomText(seed).replaceAll('\u0000', '');
      if (text !== '') expect(engine.encode(text), JSON.stringify(text)).toEqual(model.tokens(text));
    }
    await model.dispose();
  });

  it('tokens of users stand for themselves in every text', () => {
    const metadata = byteLevelMetadata([], 'qwen2', ['<tool>', '<tool>x', '<|end|>']);
    const kinds = metadata['tokenizer.ggml.token_type']!.value as readonly number[];
    const changed = kinds.map((kind, token) => (token === 256 || token === 257 ? 4 : kind));
    engine.load(byteLevelFile({ ...metadata, 'tokenizer.ggml.token_type': ggufList('int32', changed) }));
    expect(engine.encode('a<tool><tool>x')).toEqual(['a'.charCodeAt(0), 256, 257]);
    expect(engine.decode([256, 257])).toBe('<tool><tool>x');
  });

  it('control tokens come from the prompt only where it may hold them', () => {
    engine.load(byteLevelFile(byteLevelMetadata([], 'qwen2', ['<|im_start|>', '<|im_end|>'])));
    const control = engine.encode('<|im_start|>a<|im_end|>', true);
    expect(control).toEqual([256, 'a'.charCodeAt(0), 257]);
    expect(engine.encode('<|im_start|>')).toEqual([...Buffer.from('<|im_start|>')]);
    expect(engine.decode(control)).toBe('a');
  });
});

it('classes of letters are those of Unicode; what a newer Unicode adds may still be of none', () => {
  const expressions = [
    ['letter', /^\p{L}$/u],
    ['number', /^\p{N}$/u],
    ['punctuation', /^\p{P}$/u],
    ['space', /^\p{White_Space}$/u],
  ] as const;
  let classified = 0;
  let unknown = 0;
  for (let point = 0; point < 0x110000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const letter = String.fromCodePoint(point);
    const expected = expressions.find(([, expression]) => expression.test(letter))?.[0] ?? 'other';
    const got = engine.classOf(point);
    if (got === expected) classified += expected === 'other' ? 0 : 1;
    else if (/^\P{Cn}$/u.test(letter) && got !== 'other')
      expect(`${point.toString(16)} ${got}`).toBe(expected);
    else unknown++;
  }
  expect(classified).toBeGreaterThan(130_000);
  // Older and newer versions of Unicode differ by the letters of a few scripts.
  expect(unknown).toBeLessThan(classified / 10);
});

describe('the SentencePiece tokenizer', () => {
  /** Tokens of letters merged by the order of the pieces, bytes where a letter is no piece. */
  function plainTokens(text: string): number[] {
    const rankOf = (left: string, right: string): number | undefined => {
      const index = PIECES.indexOf((left + right) as (typeof PIECES)[number]);
      return index < 0 ? undefined : -index;
    };
    const tokens = mergeParts([...` ${text}`], rankOf).flatMap((part) => {
      const index = PIECES.indexOf(part as (typeof PIECES)[number]);
      return index < 0 ? Array.from(Buffer.from(part), (byte) => FIRST_BYTE + byte) : [FIRST_PIECE + index];
    });
    return [1, ...tokens];
  }

  function text(seed: number): string {
    const next = seededUnits(seed);
    const letters = [...'helo wrd \u200dسلام', ...SCRAPS.slice(40)];
    const pick = (): string => letters[Math.floor(((next() + 1) / 2) * letters.length)] as string;
    return Array.from({ length: 24 }, pick).join('');
  }

  it('gives the tokens of the plain tokenizer, and the text again behind a space', () => {
    engine.load(smallModel(1).file);
    for (const one of ['hello world', 'hell', '', ' ', '  hello']) {
      expect(engine.encode(one)).toEqual(one === '' ? [1] : plainTokens(one));
    }
    for (let seed = 1; seed <= TEXTS; seed++) {
      const tokens = engine.encode(text(seed));
      expect(tokens).toEqual(plainTokens(text(seed)));
      expect(engine.decode(tokens)).toBe(` ${text(seed)}`);
    }
  });

  it.skipIf(llama === undefined)('gives the tokens of llama.cpp', async () => {
    const { file } = smallModel(1);
    engine.load(file);
    const model = await llama!.load(file);
    for (let seed = 1; seed <= TEXTS; seed++) {
      const one = text(seed).replaceAll('\u0000', '');
      expect(engine.encode(one).slice(1), JSON.stringify(one)).toEqual(model.tokens(one));
    }
    await model.dispose();
  });

  it('control tokens in a text are letters, unless the prompt may hold them', () => {
    engine.load(smallModel(1).file);
    expect(engine.encode('</s>')).not.toContain(2);
    expect(engine.encode('he</s>he', true)).toEqual([
      1,
      ...plainTokens('he').slice(1),
      2,
      ...plainTokens('he').slice(1),
    ]);
  });

  it('bytes that are no letters become U+FFFD as a decoder of UTF-8 has it', () => {
    engine.load(smallModel(1).file);
    const next = seededUnits(77);
    const heads = [
      0x41, 0x80, 0xbf, 0xc2, 0xc0, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0x9f, 0xa0, 0x8f, 0x90, 0xef, 0xbb, 0xbf,
    ];
    for (let round = 0; round < 2000; round++) {
      const bytes = Uint8Array.from(
        { length: 8 },
        () => heads[Math.floor(((next() + 1) / 2) * heads.length)] as number,
      );
      const expected = new TextDecoder('utf8', { ignoreBOM: true }).decode(bytes);
      expect(engine.decode(Array.from(bytes, (byte) => FIRST_BYTE + byte))).toBe(expected);
    }
  });
});
