import { ValueType } from '../metadata';
import { GgufFile } from '../read-file';
import { SourceReader } from '../source-reader';
import { TOKEN_BYTES_MAX } from '../limits';
import { byteOfLetter } from './byte-alphabet';
import { RankMerger } from './rank-merger';
import { codePointAt, isUtf8, letterBytes } from './utf8';
import { Vocabulary } from './vocabulary';

const KEY: string = 'tokenizer.ggml.merges';
const SPACE: u32 = 0x20;

/** Reads the list of merges, each two pieces with a space between; both and what they make are tokens. False: refused. */
export function readMerges(file: GgufFile, vocabulary: Vocabulary, ranks: RankMerger): bool {
  const list = file.metadata.list(KEY, ValueType.STRING);
  if (list === null) return false;
  ranks.reserve(<i32>list.count);
  const reader = new SourceReader(file.source);
  const buffer = heap.alloc(<usize>(2 * TOKEN_BYTES_MAX + 16));
  reader.moveTo(list.offset);
  let isRead = true;
  for (let rank = 0; rank < <i32>list.count && isRead; rank++) {
    const length = reader.u64();
    isRead = reader.isSound && length <= 2 * TOKEN_BYTES_MAX;
    if (isRead) {
      const text = reader.take(<usize>length);
      isRead = text != 0 && addMerge(text, <usize>length, buffer, rank, vocabulary, ranks);
    }
    if (!isRead)
      reader.fault('expected two tokens whose bytes are a third, in merge ' + rank.toString() + ' of ' + KEY);
  }
  heap.free(buffer);
  reader.free();
  return isRead;
}

function addMerge(
  text: usize,
  length: usize,
  buffer: usize,
  rank: i32,
  vocabulary: Vocabulary,
  ranks: RankMerger,
): bool {
  if (!isUtf8(text, <i32>length)) return false;
  const end = text + length;
  let to = buffer;
  let middle: usize = 0;
  for (; text < end; text += <usize>letterBytes(load<u8>(text))) {
    if (load<u8>(text) == SPACE && middle == 0) {
      middle = to;
      continue;
    }
    const byte = byteOfLetter(codePointAt(text));
    if (byte < 0) return false;
    store<u8>(to++, <u8>byte);
  }
  if (middle <= buffer || middle >= to) return false;
  const left = vocabulary.find(buffer, <i32>(middle - buffer));
  const right = vocabulary.find(middle, <i32>(to - middle));
  const merged = vocabulary.find(buffer, <i32>(to - buffer));
  if (left < 0 || right < 0 || merged < 0) return false;
  ranks.add(left, right, rank, merged);
  return true;
}
