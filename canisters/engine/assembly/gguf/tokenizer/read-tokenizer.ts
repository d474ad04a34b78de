import { RefusalCode, refuse } from '../../core/refusal';
import { SPECIAL_TOKENS_MAX } from '../limits';
import { Metadata } from '../metadata';
import { GgufFile } from '../read-file';
import { RankMerger } from './rank-merger';
import { readMerges } from './read-merges';
import { readVocabulary } from './read-vocabulary';
import { ScoreMerger } from './score-merger';
import { SplitRule, splitRuleOf } from './split-words';
import { Tokenizer } from './tokenizer';
import { TokenKind, Vocabulary } from './vocabulary';

const PREFIX: string = 'tokenizer.ggml.';

/** Texts of control tokens that end an answer in the chat formats in use, beside the one that the file names. */
const END_TEXTS: StaticArray<string> = ['<|im_end|>', '<|eot_id|>', '<|endoftext|>', '<|end_of_text|>', '<|end|>', '<end_of_turn>']; // prettier-ignore

/** Reads the tokenizer of a file. Null: refused, and no memory is held. Source: ggml, docs/gguf.md, "Tokenizer". */
export function readTokenizer(file: GgufFile): Tokenizer | null {
  const metadata = file.metadata;
  const model = metadata.text(PREFIX + 'model');
  if (model === null) return null;
  if (model != 'llama' && model != 'gpt2') {
    refuse(RefusalCode.UNSUPPORTED, 'expected the tokenizer llama or gpt2, got ' + model);
    return null;
  }
  const isByteLevel = model == 'gpt2';
  const vocabulary = readVocabulary(file, isByteLevel);
  if (vocabulary === null) return null;
  const ranks: RankMerger | null = isByteLevel ? new RankMerger() : null;
  const tokenizer = isByteLevel
    ? new Tokenizer(vocabulary, ranks!)
    : new Tokenizer(vocabulary, new ScoreMerger(vocabulary));
  tokenizer.ranks = ranks;
  const isRead =
    readRule(tokenizer, metadata, isByteLevel) &&
    findBytes(tokenizer, metadata, isByteLevel) &&
    (!isByteLevel || readMerges(file, vocabulary, ranks!)) &&
    readEdges(tokenizer, metadata) &&
    listSpecials(tokenizer);
  if (isRead) return tokenizer;
  tokenizer.free();
  return null;
}

function readRule(tokenizer: Tokenizer, metadata: Metadata, isByteLevel: bool): bool {
  const hasPrefix = metadata.flagOr(PREFIX + 'add_space_prefix', !isByteLevel);
  if (hasPrefix < 0) return false;
  tokenizer.hasSpacePrefix = hasPrefix != 0;
  if (!isByteLevel) return true;
  let name: string | null = 'default';
  if (metadata.has(PREFIX + 'pre')) name = metadata.text(PREFIX + 'pre');
  if (name === null) return false;
  tokenizer.splitRule = splitRuleOf(name);
  if (tokenizer.splitRule < 0)
    return refuse(
      RefusalCode.UNSUPPORTED,
      'the splitting rule ' + name + ' of ' + PREFIX + 'pre is not supported',
    );
  tokenizer.takesWholeWords = tokenizer.splitRule == SplitRule.LLAMA3;
  return true;
}

/** Every byte needs a token, or the unknown token stands for it. */
function findBytes(tokenizer: Tokenizer, metadata: Metadata, isByteLevel: bool): bool {
  const vocabulary = tokenizer.vocabulary;
  const unknown = readToken(metadata, 'unknown_token_id', vocabulary);
  if (unknown < -1) return false;
  const bytes = tokenizer.byteTokens;
  for (let byte = 0; byte < 256; byte++) bytes[byte] = -1;
  for (let token = 0; token < vocabulary.size; token++) {
    const kind = vocabulary.kind(token);
    if (vocabulary.length(token) != 1 || kind != (isByteLevel ? TokenKind.NORMAL : TokenKind.BYTE)) continue;
    bytes[load<u8>(vocabulary.start(token))] = token;
  }
  for (let byte = 0; byte < 256; byte++) {
    if (bytes[byte] < 0) bytes[byte] = unknown;
    if (bytes[byte] < 0)
      return refuse(
        RefusalCode.MALFORMED,
        'expected a token for the byte ' + byte.toString() + ' in the vocabulary',
      );
  }
  return true;
}

function readEdges(tokenizer: Tokenizer, metadata: Metadata): bool {
  const vocabulary = tokenizer.vocabulary;
  const first = readToken(metadata, 'bos_token_id', vocabulary);
  const end = readToken(metadata, 'eos_token_id', vocabulary);
  const turnEnd = readToken(metadata, 'eot_token_id', vocabulary);
  const isSentencePiece = tokenizer.splitRule < 0;
  const addsFirst = metadata.flagOr(
    PREFIX + 'add_bos_token',
    isSentencePiece || tokenizer.splitRule == SplitRule.LLAMA3,
  );
  const addsLast = metadata.flagOr(PREFIX + 'add_eos_token', false);
  if (first < -1 || end < -1 || turnEnd < -1 || addsFirst < 0 || addsLast < 0) return false;
  if (addsFirst != 0 && first < 0 && metadata.has(PREFIX + 'add_bos_token'))
    return refuse(RefusalCode.MALFORMED, 'expected the key ' + PREFIX + 'bos_token_id in the metadata');
  if (addsLast != 0 && end < 0)
    return refuse(RefusalCode.MALFORMED, 'expected the key ' + PREFIX + 'eos_token_id in the metadata');
  if (addsFirst != 0) tokenizer.first = first;
  if (addsLast != 0) tokenizer.last = end;
  if (end >= 0) tokenizer.ends.push(end);
  if (turnEnd >= 0) tokenizer.ends.push(turnEnd);
  return true;
}

/** A token that the metadata names; -1: none, -2: refused. */
function readToken(metadata: Metadata, name: string, vocabulary: Vocabulary): i32 {
  const key = PREFIX + name;
  if (!metadata.has(key)) return -1;
  const token = metadata.integer(key, 0, <u64>(vocabulary.size - 1));
  return token < 0 ? -2 : <i32>token;
}

function listSpecials(tokenizer: Tokenizer): bool {
  const vocabulary = tokenizer.vocabulary;
  for (let token = 0; token < vocabulary.size; token++) {
    const kind = vocabulary.kind(token);
    if (vocabulary.length(token) == 0) continue;
    if (kind != TokenKind.CONTROL && kind != TokenKind.USER_DEFINED) continue;
    tokenizer.allSpecials.add(token);
    if (kind == TokenKind.USER_DEFINED) tokenizer.userTokens.add(token);
    else if (isEndText(vocabulary, token)) tokenizer.ends.push(token);
    if (tokenizer.allSpecials.size <= SPECIAL_TOKENS_MAX) continue;
    const most = SPECIAL_TOKENS_MAX.toString();
    return refuse(RefusalCode.TOO_LARGE, 'expected at most ' + most + ' control tokens and tokens of users');
  }
  tokenizer.allSpecials.sort();
  tokenizer.userTokens.sort();
  return true;
}

function isEndText(vocabulary: Vocabulary, token: i32): bool {
  for (let index = 0; index < END_TEXTS.length; index++) {
    const text = String.UTF8.encode(END_TEXTS[index]);
    if (text.byteLength != vocabulary.length(token)) continue;
    if (memory.compare(changetype<usize>(text), vocabulary.start(token), <usize>text.byteLength) == 0)
      return true;
  }
  return false;
}
