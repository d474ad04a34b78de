import { SHA256_STATE_BYTES } from '../system/sha256';

/** States of a model in the store. */
export namespace ModelState {
  export const FREE: u32 = 0;
  export const UPLOADING: u32 = 1;
  export const STORED: u32 = 2;
  export const READY: u32 = 3;
}

/** Formats of files, numbered as the interface declares them. */
export namespace ModelFormat {
  export const ONNX: u32 = 0;
  export const GGUF: u32 = 1;
}

/** Bytes of one record in stable memory. */
export const RECORD_BYTES: usize = 512;
export const NAME_BYTES_MAX: i32 = 128;
export const VERSION_BYTES_MAX: i32 = 64;

// Offsets within a record.
const STATE: usize = 0;
const FORMAT: usize = 4;
const ID: usize = 8;
const FIRST_PAGE: usize = 16;
const PAGES: usize = 24;
const SIZE: usize = 32;
const RECEIVED: usize = 40;
const ACTIVATION: usize = 48;
const SHA256: usize = 56;
const HASHING: usize = 88;
const NAME_LENGTH: usize = HASHING + SHA256_STATE_BYTES;
const VERSION_LENGTH: usize = NAME_LENGTH + 4;
const NAME: usize = VERSION_LENGTH + 4;
const VERSION: usize = NAME + <usize>NAME_BYTES_MAX;
const CHECKSUM: usize = RECORD_BYTES - 4;

/** What is kept of one model: an image of the bytes in stable memory, which are written by the table. */
export class ModelRecord {
  /** Place in the table. */
  slot: i32;
  /** Address of {@link RECORD_BYTES} bytes. */
  image: usize;

  constructor(slot: i32, image: usize) {
    this.slot = slot;
    this.image = image;
  }

  get state(): u32 {
    return load<u32>(this.image, STATE);
  }
  set state(state: u32) {
    store<u32>(this.image, state, STATE);
  }

  get format(): u32 {
    return load<u32>(this.image, FORMAT);
  }
  set format(format: u32) {
    store<u32>(this.image, format, FORMAT);
  }

  /** Number of the upload; never given twice. */
  get id(): u64 {
    return load<u64>(this.image, ID);
  }
  set id(id: u64) {
    store<u64>(this.image, id, ID);
  }

  get firstPage(): u64 {
    return load<u64>(this.image, FIRST_PAGE);
  }
  set firstPage(page: u64) {
    store<u64>(this.image, page, FIRST_PAGE);
  }

  get pages(): u64 {
    return load<u64>(this.image, PAGES);
  }
  set pages(pages: u64) {
    store<u64>(this.image, pages, PAGES);
  }

  /** Bytes of the file. */
  get size(): u64 {
    return load<u64>(this.image, SIZE);
  }
  set size(size: u64) {
    store<u64>(this.image, size, SIZE);
  }

  /** Bytes of the file that are here. */
  get received(): u64 {
    return load<u64>(this.image, RECEIVED);
  }
  set received(received: u64) {
    store<u64>(this.image, received, RECEIVED);
  }

  /** Grows with each load: the version with the highest answers where none is asked for. */
  get activation(): u64 {
    return load<u64>(this.image, ACTIVATION);
  }
  set activation(activation: u64) {
    store<u64>(this.image, activation, ACTIVATION);
  }

  /** Address of the hash that the file must have. */
  get sha256(): usize {
    return this.image + SHA256;
  }

  /** Address of the hash of what was received so far. */
  get hashing(): usize {
    return this.image + HASHING;
  }

  get name(): string {
    return String.UTF8.decodeUnsafe(this.image + NAME, load<u32>(this.image, NAME_LENGTH));
  }

  get version(): string {
    return String.UTF8.decodeUnsafe(this.image + VERSION, load<u32>(this.image, VERSION_LENGTH));
  }

  /** Bounds: NAME_BYTES_MAX and VERSION_BYTES_MAX bytes. */
  setName(name: usize, nameLength: i32, version: usize, versionLength: i32): void {
    memory.copy(this.image + NAME, name, <usize>nameLength);
    memory.copy(this.image + VERSION, version, <usize>versionLength);
    store<u32>(this.image, <u32>nameLength, NAME_LENGTH);
    store<u32>(this.image, <u32>versionLength, VERSION_LENGTH);
  }

  /** Whether the record is what was written: its checksum, and numbers that fit each other. */
  isSound(): bool {
    return (
      load<u32>(this.image, CHECKSUM) == checksum(this.image, CHECKSUM) &&
      this.state <= ModelState.READY &&
      load<u32>(this.image, NAME_LENGTH) <= <u32>NAME_BYTES_MAX &&
      load<u32>(this.image, VERSION_LENGTH) <= <u32>VERSION_BYTES_MAX &&
      this.received <= this.size &&
      this.size <= this.pages << 16
    );
  }

  /** Makes the record ready to be written. */
  seal(): void {
    store<u32>(this.image, checksum(this.image, CHECKSUM), CHECKSUM);
  }

  clear(): void {
    memory.fill(this.image, 0, RECORD_BYTES);
  }
}

/** FNV-1a with 32 bits: enough to tell bytes that were written from others. Source: RFC 9923. */
export function checksum(start: usize, length: usize): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let at: usize = 0; at < length; at++) hash = (hash ^ (<u32>load<u8>(start + at))) * 0x01000193;
  return hash;
}
