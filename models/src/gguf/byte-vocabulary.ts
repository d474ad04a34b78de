import { bool, list, string, uint32, type GgufMetadata } from './gguf-value.ts';

const UNKNOWN = 2;
const CONTROL = 3;
const NORMAL = 1;
const BYTE = 6;
const BYTES = 256;
const SPECIALS = 3;

/**
 * A small vocabulary of the SentencePiece kind: unknown, beginning and end, the 256 bytes, and the pieces given, of which an
 * earlier one merges before a later one. Tokens up to `size` that have no piece are pieces that no text has.
 */
export function sentencePieceMetadata(pieces: readonly string[], size?: number): GgufMetadata {
  const texts = ['<unk>', '<s>', '</s>'];
  const kinds = [UNKNOWN, CONTROL, CONTROL];
  const scores = [0, 0, 0];
  for (let byte = 0; byte < BYTES; byte++) {
    texts.push(`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
    kinds.push(BYTE);
    scores.push(0);
  }
  pieces.forEach((piece, index) => {
    texts.push(piece.replaceAll(' ', '\u2581'));
    kinds.push(NORMAL);
    scores.push(-index - 1);
  });
  for (let token = texts.length; token < (size ?? 0); token++) {
    texts.push(`\u{e000}${token}`);
    kinds.push(NORMAL);
    scores.push(-token);
  }
  return {
    'tokenizer.ggml.model': string('llama'),
    'tokenizer.ggml.tokens': list('string', texts),
    'tokenizer.ggml.scores': list('float32', scores),
    'tokenizer.ggml.token_type': list('int32', kinds),
    'tokenizer.ggml.unknown_token_id': uint32(0),
    'tokenizer.ggml.bos_token_id': uint32(1),
    'tokenizer.ggml.eos_token_id': uint32(2),
    'tokenizer.ggml.add_bos_token': bool(true),
    'tokenizer.ggml.add_eos_token': bool(false),
    'tokenizer.ggml.add_space_prefix': bool(true),
  };
}

/** Tokens of that vocabulary that are there without any piece. */
export const SENTENCE_PIECE_TOKENS_LEAST = SPECIALS + BYTES;

/**
 * A small vocabulary of the byte-level kind: the 256 bytes in their alphabet, what each merge makes, and control tokens behind.
 * A merge is two texts in plain letters, or in bytes as `latin1` has them. `rule` names how texts are split into words.
 */
export function byteLevelMetadata(
  merges: readonly (readonly [string, string])[],
  rule: string,
  controls: readonly string[] = ['<|end|>'],
  encoding: 'utf8' | 'latin1' = 'utf8',
): GgufMetadata {
  const texts = Array.from({ length: BYTES }, (_, byte) => byteLetter(byte));
  const letters = (text: string): string => Array.from(Buffer.from(text, encoding), byteLetter).join('');
  const pairs = merges.map(([left, right]) => [letters(left), letters(right)] as const);
  for (const [left, right] of pairs) if (!texts.includes(left + right)) texts.push(left + right);
  const kinds = texts.map(() => NORMAL);
  for (const control of controls) {
    texts.push(control);
    kinds.push(CONTROL);
  }
  return {
    'tokenizer.ggml.model': string('gpt2'),
    'tokenizer.ggml.pre': string(rule),
    'tokenizer.ggml.tokens': list('string', texts),
    'tokenizer.ggml.token_type': list('int32', kinds),
    'tokenizer.ggml.merges': list(
      'string',
      pairs.map((pair) => pair.join(' ')),
    ),
    'tokenizer.ggml.eos_token_id': uint32(texts.length - 1),
    'tokenizer.ggml.bos_token_id': uint32(texts.length - 1),
    'tokenizer.ggml.add_bos_token': bool(false),
  };
}

/** The letter by which vocabularies of the byte-level kind write a byte. Source: GPT-2, bytes_to_unicode. */
function byteLetter(byte: number): string {
  const isPlain = (one: number): boolean =>
    (one >= 0x21 && one <= 0x7e) || (one >= 0xa1 && one <= 0xff && one !== 0xad);
  if (isPlain(byte)) return String.fromCharCode(byte);
  let before = 0;
  for (let other = 0; other < byte; other++) if (!isPlain(other)) before++;
  return String.fromCharCode(0x100 + before);
}
