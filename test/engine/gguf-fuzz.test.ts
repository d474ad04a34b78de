import {
  byteLevelMetadata,
  encodeGguf,
  layoutGguf,
  llamaMetadata,
  randomLlama,
  seededUnits,
  sentencePieceMetadata,
  type GgufMetadata,
} from '@indus/models';
import { expect, it } from 'vitest';
import { EngineRefused } from './case-module.ts';
import { SMALL_SHAPE } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule } from './gguf-module.ts';

const ROUNDS = 3000;
const MEMORY_MAX = 2 ** 28;
const KINDS = ['malformed', 'unsupported', 'too-large'];

/** Bytes on which bounds turn. */
const EDGES = [0x00, 0x01, 0x7f, 0x80, 0xff];

const SHAPE = { ...SMALL_SHAPE, layers: 1, vocabulary: 261 };
const SENTENCE_PIECE = sentencePieceMetadata(['he', 'll'], SHAPE.vocabulary);
const MERGES = [
  ['a', 'b'],
  ['ab', 'c'],
] as const;
const BYTE_LEVEL = byteLevelMetadata(MERGES, 'qwen2', ['<|a|>', '<|b|>', '<|c|>']);

it.each([
  ['SentencePiece', SENTENCE_PIECE],
  ['byte-level', BYTE_LEVEL],
] as const)(
  '%s: damaged files are refused with a reason or generate; nothing traps',
  async (_, tokenizer) => {
    const module = new WebAssembly.Module(await compileGgufDoor());
    const tensors = randomLlama(SHAPE, 4, (name) => (name.includes('ffn') ? 'Q4_0' : 'Q8_0'));
    const metadata: GgufMetadata = { ...llamaMetadata(SHAPE, 'damaged'), ...tokenizer };
    const file = encodeGguf(metadata, tensors);
    const headBytes = layoutGguf(metadata, tensors).head.length;
    const next = seededUnits(99);
    const pick = (count: number): number => Math.floor(((next() + 1) / 2) * count);
    let engine = GgufModule.plain(module);
    let loaded = 0;
    let refused = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const damaged = Uint8Array.from(file);
      for (let count = 1 + pick(3); count > 0; count--) {
        // The texts of tokens are most of the head; its beginning and its end hold what bounds are made of.
        const at = [pick(file.length), pick(headBytes), pick(800), headBytes - 1 - pick(900)][
          pick(4)
        ] as number;
        damaged[at] = pick(2) === 0 ? pick(256) : (EDGES[pick(EDGES.length)] as number);
      }
      try {
        engine.load(damaged, 1_000_000);
        loaded++;
        engine.openContext(32);
        engine.begin('hello abc', { tokensMax: 2, temperature: pick(2), topK: pick(5) });
        engine.step();
        expect(engine.text.length).toBeLessThan(4096);
      } catch (error) {
        if (!(error instanceof EngineRefused)) throw error;
        expect(KINDS).toContain(error.kind);
        expect(error.message).not.toBe('');
        refused++;
      }
      if (engine.memoryBytes > MEMORY_MAX) engine = GgufModule.plain(module);
    }
    expect(loaded).toBeGreaterThan(ROUNDS / 10);
    expect(refused).toBeGreaterThan(ROUNDS / 10);
  },
);
