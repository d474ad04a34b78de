import { RefusalCode, refuse } from '../core/refusal';
import { stable64_size } from '../system/ic0';
import { PAGE_BYTES, ensurePages, readStable, writeStable } from '../system/stable-memory';
import { ModelRecord, ModelState, RECORD_BYTES, checksum } from './model-record';

/*
 * Stable memory: one page with a header and the table of models, then the files, each in pages of its own. Where a file lies
 * stands in its record; what lies between records is free.
 *
 *   0     magic "INDUSENG"
 *   8     version of the layout
 *   12    number of records
 *   16    number that the next upload gets
 *   24    activations so far
 *   32    instructions of a message, as configured
 *   40    checksum of the 40 bytes before
 *   1024  records of 512 bytes
 */

const MAGIC: u64 = 0x474e455355444e49;
const LAYOUT: u32 = 1;
const HEADER_BYTES: usize = 44;
const CHECKSUM: usize = 40;
const RECORDS_OFFSET: u64 = 1024;

/** The most models, loaded or not. */
export const MODELS_MAX: i32 = 96;

/** After how many instructions an inference goes on in a message of its own, unless configured. */
const INSTRUCTIONS_PER_MESSAGE: u64 = 20_000_000_000;

const header = heap.alloc(HEADER_BYTES);
const images = heap.alloc(RECORD_BYTES * <usize>MODELS_MAX);

/** All records; those of state FREE hold nothing. */
export const records = new Array<ModelRecord>();

for (let slot = 0; slot < MODELS_MAX; slot++) {
  records.push(new ModelRecord(slot, images + <usize>slot * RECORD_BYTES));
}

/** Writes an empty store. False: refused. */
export function makeStore(): bool {
  if (!ensurePages(1)) return false;
  memory.fill(header, 0, HEADER_BYTES);
  store<u64>(header, MAGIC);
  store<u32>(header, LAYOUT, 8);
  store<u32>(header, <u32>MODELS_MAX, 12);
  store<u64>(header, 1, 16);
  store<u64>(header, INSTRUCTIONS_PER_MESSAGE, 32);
  writeHeader();
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    records[slot].clear();
    writeRecord(records[slot]);
  }
  return true;
}

/** Reads the store that an earlier module left. False: refused, as it is not what was written. */
export function openStore(): bool {
  if (stable64_size() == 0) return makeStore();
  readStable(header, 0, HEADER_BYTES);
  if (load<u64>(header) != MAGIC || load<u32>(header, CHECKSUM) != checksum(header, CHECKSUM)) {
    return refuse(RefusalCode.MALFORMED, 'stable memory does not hold a store of the engine');
  }
  if (load<u32>(header, 8) != LAYOUT || load<u32>(header, 12) != <u32>MODELS_MAX) {
    const found = load<u32>(header, 8).toString();
    return refuse(
      RefusalCode.UNSUPPORTED,
      'expected a store of layout ' + LAYOUT.toString() + ', got ' + found,
    );
  }
  readStable(images, RECORDS_OFFSET, RECORD_BYTES * <usize>MODELS_MAX);
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    if (records[slot].isSound()) continue;
    return refuse(
      RefusalCode.MALFORMED,
      'record ' + slot.toString() + ' of the store is not what was written',
    );
  }
  return true;
}

export function writeRecord(record: ModelRecord): void {
  record.seal();
  writeStable(RECORDS_OFFSET + <u64>record.slot * <u64>RECORD_BYTES, record.image, RECORD_BYTES);
}

/** A free record with pages for a file, or null: refused. The caller fills and writes it. */
export function takeRecord(size: u64): ModelRecord | null {
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    const record = records[slot];
    if (record.state != ModelState.FREE) continue;
    const pages = (size + PAGE_BYTES - 1) / PAGE_BYTES;
    const first = findGap(pages);
    if (!ensurePages(first + pages)) return null;
    record.clear();
    record.firstPage = first;
    record.pages = pages;
    record.size = size;
    record.id = nextNumber(16);
    return record;
  }
  refuse(RefusalCode.TOO_LARGE, 'the store holds ' + MODELS_MAX.toString() + ' models: delete one first');
  return null;
}

/** Forgets a model; its pages are free. */
export function dropRecord(record: ModelRecord): void {
  record.clear();
  writeRecord(record);
}

/** Number for the next activation. */
export function nextActivation(): u64 {
  return nextNumber(24);
}

export function instructionsPerMessage(): u64 {
  return load<u64>(header, 32);
}

export function setInstructionsPerMessage(instructions: u64): void {
  store<u64>(header, instructions, 32);
  writeHeader();
}

/** Bytes of stable memory that files take. */
export function usedBytes(): u64 {
  let pages: u64 = 0;
  for (let slot = 0; slot < MODELS_MAX; slot++) pages += records[slot].pages;
  return pages * PAGE_BYTES;
}

/** Bytes between files and after them that are already the canister's. */
export function freeBytes(): u64 {
  return (stable64_size() - 1) * PAGE_BYTES - usedBytes();
}

/** Offset of a record's file in stable memory. */
export function fileOffset(record: ModelRecord): u64 {
  return record.firstPage * PAGE_BYTES;
}

function nextNumber(offset: usize): u64 {
  const number = load<u64>(header + offset);
  store<u64>(header + offset, number + 1);
  writeHeader();
  return number;
}

function writeHeader(): void {
  store<u32>(header, checksum(header, CHECKSUM), CHECKSUM);
  writeStable(0, header, HEADER_BYTES);
}

/** First page of the lowest gap that holds so many pages. Page 0 is the table's. */
function findGap(pages: u64): u64 {
  let first: u64 = 1;
  for (let moved = true; moved;) {
    moved = false;
    for (let slot = 0; slot < MODELS_MAX; slot++) {
      const record = records[slot];
      if (record.pages == 0) continue;
      const end = record.firstPage + record.pages;
      if (record.firstPage < first + pages && end > first) {
        first = end;
        moved = true;
      }
    }
  }
  return first;
}
