import { NAT64 } from '../candid/candid-type';
import { Value, numberValue, recordValue } from '../candid/candid-value';
import { FILE_BYTES_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { HEAP_BYTES_MAX } from '../gguf/limits';
import { findUpload, findVersion } from '../store/find-model';
import {
  ModelFormat,
  ModelRecord,
  ModelState,
  NAME_BYTES_MAX,
  VERSION_BYTES_MAX,
} from '../store/model-record';
import { dropRecord, fileOffset, takeRecord, writeRecord } from '../store/model-table';
import { SHA256_BYTES, sha256Begin, sha256End, sha256Update } from '../system/sha256';
import { writeStable } from '../system/stable-memory';
import { NEXT_OFFSET, UPLOAD } from './interface-types';
import { nothing, refuseInput } from './method-error';

/** Bytes of a chunk that fit a message beside what is around them. */
const CHUNK_BYTES_MAX: u64 = 1_900_000;

const foundHash = heap.alloc(SHA256_BYTES);

/** Makes room for a file, or goes on with the same upload. Null: refused. */
export function beginUpload(request: Value): Value | null {
  const name = request.field('name');
  const version = request.field('version');
  const size = request.field('size').bits;
  const sha256 = request.field('sha256');
  if (!isLength(name, 'name', NAME_BYTES_MAX) || !isLength(version, 'version', VERSION_BYTES_MAX))
    return null;
  if (sha256.count != SHA256_BYTES) {
    refuseInput('sha256', 'expected 32 bytes, got ' + sha256.count.toString());
    return null;
  }
  const format = <u32>request.field('format').bits;
  const sizeMax = format == ModelFormat.GGUF ? HEAP_BYTES_MAX : FILE_BYTES_MAX;
  if (size == 0 || size > sizeMax) {
    const most = sizeMax.toString();
    refuse(RefusalCode.TOO_LARGE, 'expected a file of 1 to ' + most + ' bytes, got ' + size.toString());
    return null;
  }
  const present = findVersion(name.text, version.text);
  if (present !== null) return resume(present, format, size, sha256.start);
  const record = takeRecord(size);
  if (record === null) return null;
  record.state = ModelState.UPLOADING;
  record.format = format;
  record.setName(name.start, name.count, version.start, version.count);
  memory.copy(record.sha256, sha256.start, SHA256_BYTES);
  sha256Begin(record.hashing);
  writeRecord(record);
  return uploadValue(record);
}

/** Takes the bytes that come next. Null: refused. */
export function putChunk(request: Value): Value | null {
  const record = findUpload(request.field('upload').bits);
  if (record === null) return null;
  const bytes = request.field('bytes');
  const left = record.size - record.received;
  if (request.field('offset').bits == record.received) {
    if (<u64>bytes.count > left) {
      refuse(
        RefusalCode.TOO_LARGE,
        'expected at most the ' +
          left.toString() +
          ' bytes that are left of the file, got ' +
          bytes.count.toString(),
      );
      return null;
    }
    writeStable(fileOffset(record) + record.received, bytes.start, <usize>bytes.count);
    sha256Update(record.hashing, bytes.start, <usize>bytes.count);
    record.received += <u64>bytes.count;
    writeRecord(record);
  }
  const value = recordValue(NEXT_OFFSET);
  value.items.push(numberValue(NAT64, record.received));
  return value;
}

/** Checks what was uploaded; a file with another hash is forgotten. Null: refused. */
export function finishUpload(request: Value): Value | null {
  const record = findUpload(request.field('upload').bits);
  if (record === null) return null;
  if (record.received < record.size) {
    const got = record.received.toString();
    refuse(RefusalCode.CONFLICT, 'expected all ' + record.size.toString() + ' bytes first, got ' + got);
    return null;
  }
  sha256End(record.hashing, foundHash);
  if (memory.compare(foundHash, record.sha256, SHA256_BYTES) != 0) {
    const expected = hex(record.sha256);
    dropRecord(record);
    refuse(
      RefusalCode.MALFORMED,
      'expected a file with the SHA-256 ' +
        expected +
        ', got ' +
        hex(foundHash) +
        ': it was forgotten, send it again',
    );
    return null;
  }
  record.state = ModelState.STORED;
  writeRecord(record);
  return nothing();
}

function resume(record: ModelRecord, format: u32, size: u64, sha256: usize): Value | null {
  const isSame =
    record.format == format &&
    record.size == size &&
    memory.compare(record.sha256, sha256, SHA256_BYTES) == 0;
  if (record.state == ModelState.UPLOADING && isSame) return uploadValue(record);
  const what = record.state == ModelState.UPLOADING ? 'another file is being uploaded as ' : 'there is ';
  refuse(
    RefusalCode.CONFLICT,
    what +
      '"' +
      record.name +
      '" in version "' +
      record.version +
      '" already: delete it, or choose another version',
  );
  return null;
}

function isLength(text: Value, name: string, most: i32): bool {
  if (text.count >= 1 && text.count <= most) return true;
  return refuseInput(name, 'expected 1 to ' + most.toString() + ' bytes, got ' + text.count.toString());
}

function uploadValue(record: ModelRecord): Value {
  const value = recordValue(UPLOAD);
  value.items.push(numberValue(NAT64, record.id));
  value.items.push(numberValue(NAT64, record.received));
  value.items.push(numberValue(NAT64, CHUNK_BYTES_MAX));
  return value;
}

const DIGITS = '0123456789abcdef';

function hex(start: usize): string {
  let text = '';
  for (let at: usize = 0; at < <usize>SHA256_BYTES; at++) {
    const byte = <i32>load<u8>(start + at);
    text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  }
  return text;
}
