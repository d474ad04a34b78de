import { RefusalCode, refuse } from '../../core/refusal';
import { ALLOCATION_BYTES_MAX, TOKEN_BYTES_MAX } from '../limits';
import { MetadataValue, ValueType } from '../metadata';
import { GgufFile } from '../read-file';
import { SourceReader } from '../source-reader';
import { byteOfLetter } from './byte-alphabet';
import { codePointAt, isUtf8, letterBytes } from './utf8';
import { TokenKind, Vocabulary } from './vocabulary';

const PREFIX: string = 'tokenizer.ggml.';

/** Reads the tokens as the bytes that they stand for in a text. Null: refused, and no memory is held. */
export function readVocabulary(file: GgufFile, isByteLevel: bool): Vocabulary | null {
  const list = file.metadata.list(PREFIX + 'tokens', ValueType.STRING);
  if (list === null) return null;
  if (list.count == 0) {
    refuse(RefusalCode.MALFORMED, 'expected tokens in ' + PREFIX + 'tokens');
    return null;
  }
  const vocabulary = new Vocabulary(<i32>list.count);
  const reader = new SourceReader(file.source);
  const isRead =
    readKinds(file, vocabulary, reader) &&
    readScores(file, vocabulary, reader, isByteLevel) &&
    readTexts(list, vocabulary, reader, isByteLevel);
  reader.free();
  if (!isRead) {
    vocabulary.free();
    return null;
  }
  indexTokens(vocabulary);
  return vocabulary;
}

function hasItems(list: MetadataValue, vocabulary: Vocabulary, key: string): bool {
  if (list.count == <u64>vocabulary.size) return true;
  return refuse(
    RefusalCode.MALFORMED,
    'expected ' + vocabulary.size.toString() + ' items in ' + key + ', got ' + list.count.toString(),
  );
}

function readKinds(file: GgufFile, vocabulary: Vocabulary, reader: SourceReader): bool {
  const key = PREFIX + 'token_type';
  if (!file.metadata.has(key)) return true;
  const list = file.metadata.list(key, ValueType.INT32);
  if (list === null || !hasItems(list, vocabulary, key)) return false;
  reader.moveTo(list.offset);
  for (let token = 0; token < vocabulary.size; token++) {
    const kind = reader.u32();
    if (kind < TokenKind.NORMAL || kind > TokenKind.BYTE)
      return reader.fault('expected kinds of tokens from 1 to 6 in ' + key);
    vocabulary.setKind(token, kind);
  }
  return reader.isSound;
}

function readScores(file: GgufFile, vocabulary: Vocabulary, reader: SourceReader, isByteLevel: bool): bool {
  const key = PREFIX + 'scores';
  if (isByteLevel && !file.metadata.has(key)) return true;
  const list = file.metadata.list(key, ValueType.FLOAT32);
  if (list === null || !hasItems(list, vocabulary, key)) return false;
  reader.moveTo(list.offset);
  for (let token = 0; token < vocabulary.size; token++) {
    const score = reader.f32();
    if (isNaN(score)) return reader.fault('expected numbers in ' + key + ', got NaN');
    vocabulary.setScore(token, score);
  }
  return reader.isSound;
}

function readTexts(
  list: MetadataValue,
  vocabulary: Vocabulary,
  reader: SourceReader,
  isByteLevel: bool,
): bool {
  const size = textBytes(list, reader);
  if (!reader.isSound) return false;
  const bytes = heap.alloc(<usize>size + 16);
  vocabulary.setBytes(bytes, <usize>size);
  reader.moveTo(list.offset);
  let to = bytes;
  for (let token = 0; token < vocabulary.size; token++) {
    vocabulary.setOffset(token, <u32>(to - bytes));
    const length = <usize>reader.u64();
    const text = reader.take(length);
    if (!reader.isSound) return false;
    const kind = vocabulary.kind(token);
    if (!isByteLevel && kind == TokenKind.BYTE) {
      const byte = byteOfName(text, length);
      if (byte < 0)
        return reader.fault('expected the name of a byte as <0x0A> for the token ' + token.toString());
      store<u8>(to++, <u8>byte);
    } else if (isByteLevel && kind == TokenKind.NORMAL) {
      to = copyBytes(text, length, to);
    } else {
      to = isByteLevel ? copyPlain(text, length, to) : copyPieces(text, length, to);
    }
  }
  vocabulary.setOffset(vocabulary.size, <u32>(to - bytes));
  return true;
}

/** Bytes of all texts in the file. Each is at least as long as what it stands for. */
function textBytes(list: MetadataValue, reader: SourceReader): u64 {
  reader.moveTo(list.offset);
  let total: u64 = 0;
  for (let item: u64 = 0; item < list.count; item++) {
    const length = reader.u64();
    if (!reader.isSound) return 0;
    total += length;
    if (length <= TOKEN_BYTES_MAX && total <= ALLOCATION_BYTES_MAX) {
      reader.moveTo(reader.position + length);
      continue;
    }
    reader.isSound = refuse(
      RefusalCode.TOO_LARGE,
      'expected tokens of at most ' + TOKEN_BYTES_MAX.toString() + ' bytes, got ' + length.toString() + ' in token ' + item.toString(), // prettier-ignore
    );
    return 0;
  }
  return total;
}

/** The byte of a name such as `<0x0A>`, or -1. */
function byteOfName(text: usize, length: usize): i32 {
  if (length != 6 || load<u16>(text) != 0x303c || load<u8>(text, 2) != 0x78 || load<u8>(text, 5) != 0x3e)
    return -1;
  const high = hexDigit(load<u8>(text, 3));
  const low = hexDigit(load<u8>(text, 4));
  return high < 0 || low < 0 ? -1 : (high << 4) | low;
}

function hexDigit(letter: u32): i32 {
  if (letter >= 0x30 && letter <= 0x39) return <i32>letter - 0x30;
  const upper = letter & ~0x20;
  return upper >= 0x41 && upper <= 0x46 ? <i32>upper - 0x37 : -1;
}

function copyPlain(text: usize, length: usize, to: usize): usize {
  memory.copy(to, text, length);
  return to + length;
}

/** SentencePiece writes U+2581 for a space. */
function copyPieces(text: usize, length: usize, to: usize): usize {
  const end = text + length;
  while (text < end) {
    if (end - text >= 3 && load<u16>(text) == 0x96e2 && load<u8>(text, 2) == 0x81) {
      store<u8>(to++, 0x20);
      text += 3;
    } else {
      store<u8>(to++, load<u8>(text++));
    }
  }
  return to;
}

/** A text in the byte alphabet as its bytes; one with other letters stays as it is. */
function copyBytes(text: usize, length: usize, to: usize): usize {
  if (!isUtf8(text, <i32>length)) return copyPlain(text, length, to);
  let place = to;
  for (let at = text; at < text + length; at += <usize>letterBytes(load<u8>(at))) {
    const byte = byteOfLetter(codePointAt(at));
    if (byte < 0) return copyPlain(text, length, to);
    store<u8>(place++, <u8>byte);
  }
  return place;
}

/** Control tokens and bytes are not found by their text. */
function indexTokens(vocabulary: Vocabulary): void {
  for (let token = 0; token < vocabulary.size; token++) {
    const kind = vocabulary.kind(token);
    if (kind == TokenKind.CONTROL || kind == TokenKind.UNKNOWN || kind == TokenKind.BYTE) continue;
    if (vocabulary.length(token) > 0) vocabulary.index(token);
  }
}
