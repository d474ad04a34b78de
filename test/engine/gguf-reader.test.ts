import {
  byteLevelMetadata,
  encodeGguf,
  ggufBool,
  ggufCount,
  ggufFloat,
  ggufList,
  ggufText,
  llamaMetadata,
  randomLlama,
  seededUnits,
  sentencePieceMetadata,
  type GgufMetadata,
  type GgufTensor,
  type GgufValue,
} from '@indus/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { EngineRefused } from './case-module.ts';
import { SMALL_SHAPE } from './gguf/small-models.ts';
import { compileGgufDoor, GgufModule } from './gguf-module.ts';

const SHAPE = { ...SMALL_SHAPE, layers: 1, vocabulary: 259 };
const TENSORS = randomLlama(SHAPE, 3);
const METADATA: GgufMetadata = { ...llamaMetadata(SHAPE, 'refused'), ...sentencePieceMetadata([], 259) };

let module: WebAssembly.Module;
let engine: GgufModule;

beforeAll(async () => {
  module = new WebAssembly.Module(await compileGgufDoor());
  engine = GgufModule.plain(module);
});

/** The refusal of a file, as `kind: reason`. */
function refusal(file: Uint8Array): string {
  try {
    engine.load(file);
  } catch (error) {
    if (error instanceof EngineRefused) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return 'loaded';
}

function withMetadata(change: Readonly<Record<string, GgufValue | undefined>>): Uint8Array {
  const entries = Object.entries({ ...METADATA, ...change }).filter(([, value]) => value !== undefined);
  return encodeGguf(Object.fromEntries(entries) as GgufMetadata, TENSORS);
}

function withTensors(change: (tensors: GgufTensor[]) => GgufTensor[]): Uint8Array {
  return encodeGguf(METADATA, change([...TENSORS]));
}

/** A file with the bytes of a text replaced, the first time it occurs. */
function patched(find: string, replace: string | Uint8Array, skip = 0): Uint8Array {
  const file = Buffer.from(encodeGguf(METADATA, TENSORS));
  file.set(Buffer.from(replace as string), file.indexOf(find) + skip);
  return file;
}

describe('files that are refused, by name', () => {
  it('the unchanged file loads', () => {
    expect(refusal(encodeGguf(METADATA, TENSORS))).toBe('loaded');
  });

  const metadata: readonly (readonly [string, Readonly<Record<string, GgufValue | undefined>>, string])[] = [
    ['no architecture', { 'general.architecture': undefined }, 'malformed: expected the key general.architecture in the metadata'],
    ['another architecture', { 'general.architecture': ggufText('gemma3') }, 'unsupported: expected the architecture llama or qwen2, got gemma3'],
    ['no layers', { 'llama.block_count': undefined }, 'malformed: expected the key llama.block_count in the metadata'],
    ['a text for a number', { 'llama.block_count': ggufText('1') }, 'malformed: expected llama.block_count to be a whole number, got string'],
    ['hostile layers', { 'llama.block_count': { type: 'uint64', value: 2n ** 64n - 1n } }, 'unsupported: expected llama.block_count from 1 to 256, got 18446744073709551615'],
    ['negative heads', { 'llama.attention.head_count': { type: 'int32', value: -4 } }, 'unsupported: expected llama.attention.head_count from 1 to 1024, got -4'],
    ['a list of heads', { 'llama.attention.head_count_kv': ggufList('uint32', [1, 2]) }, 'malformed: expected llama.attention.head_count_kv to be a whole number, got a list of uint32'],
    ['heads that do not divide', { 'llama.attention.head_count_kv': ggufCount(3) }, 'malformed: expected llama.attention.head_count_kv to be a divisor of the heads, got 3'],
    ['an epsilon that is no number', { 'llama.attention.layer_norm_rms_epsilon': ggufFloat(NaN) }, 'malformed: expected llama.attention.layer_norm_rms_epsilon to be a number, got NaN'],
    ['a rope base of 0', { 'llama.rope.freq_base': ggufFloat(0) }, 'malformed: expected a positive llama.rope.freq_base'],
    ['rope scaling', { 'llama.rope.scaling.type': ggufText('yarn') }, 'unsupported: not supported: rope scaling of type yarn'],
    ['experts', { 'llama.expert_count': ggufCount(8) }, 'unsupported: not supported: mixtures of experts'],
    ['a window', { 'llama.attention.sliding_window': ggufCount(16) }, 'unsupported: not supported: a sliding window of attention'],
    ['no causality', { 'llama.attention.causal': ggufBool(false) }, 'unsupported: not supported: attention to later tokens'],
    ['a feed-forward width that the tensors do not have', { 'llama.feed_forward_length': ggufCount(164) }, 'malformed: expected the tensor blk.0.ffn_gate.weight of shape [64, 164], got [64, 160]'],
    ['an alignment of 12', { 'general.alignment': ggufCount(12) }, 'malformed: not a valid GGUF file: expected general.alignment to be a multiple of 8, got 12'],
    ['another tokenizer', { 'tokenizer.ggml.model': ggufText('bert') }, 'unsupported: expected the tokenizer llama or gpt2, got bert'],
    ['no tokens', { 'tokenizer.ggml.tokens': ggufList('string', []) }, 'malformed: expected tokens in tokenizer.ggml.tokens'],
    ['scores for others', { 'tokenizer.ggml.scores': ggufList('float32', [0]) }, 'malformed: expected 259 items in tokenizer.ggml.scores, got 1'],
    ['a score that is no number', { 'tokenizer.ggml.scores': ggufList('float32', Array.from({ length: 259 }, () => NaN)) }, 'malformed: '],
    ['a kind of token that is not known', { 'tokenizer.ggml.token_type': ggufList('int32', Array.from({ length: 259 }, () => 7)) }, 'malformed: '],
    ['no bytes', { 'tokenizer.ggml.token_type': undefined, 'tokenizer.ggml.unknown_token_id': undefined }, 'malformed: expected a token for the byte 0 in the vocabulary'],
    ['an end outside of the vocabulary', { 'tokenizer.ggml.eos_token_id': ggufCount(259) }, 'unsupported: expected tokenizer.ggml.eos_token_id from 0 to 258, got 259'],
    ['an endless token', { 'tokenizer.ggml.tokens': ggufList('string', Array.from({ length: 259 }, () => 'x'.repeat(1025))) }, 'too-large: expected tokens of at most 1024 bytes, got 1025 in token 0'],
    ['byte-level tokens without merges', byteLevel({ 'tokenizer.ggml.merges': undefined }), 'malformed: expected the key tokenizer.ggml.merges in the metadata'],
    ['a splitting rule that is not known', byteLevel({ 'tokenizer.ggml.pre': ggufText('tekken') }), 'unsupported: the splitting rule tekken of tokenizer.ggml.pre is not supported'],
    ['a merge of one piece', byteLevel({ 'tokenizer.ggml.merges': ggufList('string', ['ab']) }), 'malformed: not a valid GGUF file: expected two tokens whose bytes are a third, in merge 0 of tokenizer.ggml.merges'],
    ['a merge that makes no token', byteLevel({ 'tokenizer.ggml.merges': ggufList('string', ['a b']) }), 'malformed: '],
  ]; // prettier-ignore

  it.each(metadata)('%s', (_, change, expected) => {
    expect(refusal(withMetadata(change))).toContain(expected);
  });

  const tensors: readonly (readonly [string, (tensors: GgufTensor[]) => GgufTensor[], string])[] = [
    ['a missing tensor', (all) => all.filter(({ name }) => name !== 'blk.0.ffn_up.weight'), 'malformed: expected the tensor blk.0.ffn_up.weight in the file'],
    ['a tensor that the architecture does not have', (all) => [...all, { ...all[1]!, name: 'blk.0.attn_q_norm.weight' }], 'unsupported: the architecture llama has no tensor blk.0.attn_q_norm.weight'],
    ['a tensor twice', (all) => [...all, all[1]!], 'malformed: not a valid GGUF file: it has the tensor output_norm.weight twice'],
    ['a matrix for a vector', (all) => all.map((one) => (one.name === 'output_norm.weight' ? { ...one, rows: 1 } : one)), 'malformed: expected the tensor output_norm.weight of shape [64], got [64, 1]'],
    ['a quantised vector', (all) => all.map((one) => (one.name === 'output_norm.weight' ? { ...one, type: 'Q8_0' as const } : one)), 'unsupported: a vector of Q8_0 is not supported: tensor output_norm.weight'],
    ['a vocabulary of another size', (all) => all.map((one) => (one.name === 'output.weight' ? { ...one, rows: 258, numbers: one.numbers.subarray(64) } : one)), 'malformed: expected the tensor output.weight of shape [64, 259], got [64, 258]'],
  ]; // prettier-ignore

  it.each(tensors)('%s', (_, change, expected) => {
    expect(refusal(withTensors(change))).toContain(expected);
  });

  const le = (value: bigint): Uint8Array => new Uint8Array(BigUint64Array.of(value).buffer);
  const nameEnd = 'output_norm.weight'.length;

  it.each([
    ['another magic', patched('GGUF', 'GGML'), 'malformed: not a valid GGUF file: expected it to begin with the letters GGUF'],
    ['an older version', patched('GGUF', Uint8Array.of(2, 0, 0, 0), 4), 'unsupported: expected GGUF version 3, got 2'],
    ['hostile tensors', patched('GGUF', le(2n ** 63n), 8), 'too-large: expected at most 16384 tensors, got 9223372036854775808'],
    ['hostile metadata', patched('GGUF', le(2n ** 64n - 1n), 16), 'too-large: expected at most 4096 metadata entries'],
    ['a key with a line end', patched('general.name', '\n'), 'malformed: not a valid GGUF file: expected a key of printable ASCII letters'],
    ['an endless key', patched('general.name', le(2n ** 62n), -8), 'malformed: not a valid GGUF file: expected a key of at most 256 bytes'],
    ['an unknown type of value', patched('general.name', Uint8Array.of(13), 12), 'malformed: not a valid GGUF file: expected a type of value from 0 to 12 at general.name, got 13'],
    ['a list of lists', patched('tokenizer.ggml.scores', Uint8Array.of(9), 25), 'unsupported: a list of lists is not supported: tokenizer.ggml.scores'],
    ['a list longer than the file', patched('tokenizer.ggml.scores', le(2n ** 61n), 29), 'malformed: not a valid GGUF file: the list tokenizer.ggml.scores is longer than the file'],
    ['hostile tokens', patched('tokenizer.ggml.tokens', le(2n ** 40n), 29), 'too-large: expected at most 1048576 texts in tokenizer.ggml.tokens'],
    ['a key twice', patched('llama.block_count', 'general.nameXXXXX'), 'malformed'],
    ['a type of tensor that is not read', patched('output_norm.weight', Uint8Array.of(12), nameEnd + 12), 'unsupported: Q4_K is not supported: tensor output_norm.weight'],
    ['three dimensions', patched('output_norm.weight', Uint8Array.of(3), nameEnd), 'unsupported: expected 1 or 2 dimensions of the tensor output_norm.weight, got 3'],
    ['no numbers', patched('output_norm.weight', le(0n), nameEnd + 4), 'malformed: not a valid GGUF file: expected the tensor output_norm.weight to have numbers'],
    ['numbers beyond all files', patched('output_norm.weight', le(2n ** 63n), nameEnd + 4), 'malformed: not a valid GGUF file: the tensor output_norm.weight is longer than the file'],
    ['a place that is not aligned', patched('output_norm.weight', le(4n), nameEnd + 16), 'malformed: not a valid GGUF file: expected the tensor output_norm.weight at a multiple of 32'],
    ['a place outside of the file', patched('output_norm.weight', le(2n ** 40n), nameEnd + 16), 'malformed: not a valid GGUF file: the tensor output_norm.weight is longer than the file'],
    ['two tensors in one place', patched('output_norm.weight', le(0n), nameEnd + 16), 'malformed: not a valid GGUF file: the tensors '],
  ])('%s', (_, file, expected) => {
    expect(refusal(file)).toContain(expected);
  }); // prettier-ignore

  it('a file cut anywhere', () => {
    const file = encodeGguf(METADATA, TENSORS);
    const next = seededUnits(5);
    const cuts = [
      ...Array(48).keys(),
      ...Array.from({ length: 400 }, () => Math.floor(((next() + 1) / 2) * file.length)),
    ];
    for (const cut of cuts) expect(refusal(file.subarray(0, cut)), `cut at ${cut}`).toMatch(/^malformed: /);
  });

  it('memory of refused files is given back', () => {
    const file = withTensors((all) => all.slice(0, -1));
    refusal(file);
    const before = engine.memoryBytes;
    for (let turn = 0; turn < 200; turn++) refusal(file);
    expect(engine.memoryBytes).toBe(before);
  });
});

function byteLevel(
  change: Readonly<Record<string, GgufValue | undefined>>,
): Readonly<Record<string, GgufValue | undefined>> {
  return {
    ...byteLevelMetadata([], 'gpt-2', ['<1>', '<2>', '<3>']),
    'tokenizer.ggml.scores': undefined,
    ...change,
  };
}
