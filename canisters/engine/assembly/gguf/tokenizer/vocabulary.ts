/** What a token is. Source: ggml, docs/gguf.md, tokenizer.ggml.token_type. */
export namespace TokenKind {
  export const NORMAL: u32 = 1;
  export const UNKNOWN: u32 = 2;
  export const CONTROL: u32 = 3;
  export const USER_DEFINED: u32 = 4;
  export const UNUSED: u32 = 5;
  export const BYTE: u32 = 6;
}

/**
 * The tokens of a model: their bytes one after the other, their kinds and scores, and a table from bytes to token. All of it is
 * raw memory, for a vocabulary has more texts than a garbage collector should walk.
 */
export class Vocabulary {
  /** Offsets of the tokens' bytes, one more than tokens. */
  private offsets: usize = 0;
  private bytes: usize = 0;
  private kinds: usize = 0;
  private scores: usize = 0;
  private table: usize = 0;
  private tableMask: u32 = 0;
  /** Bytes of the longest token. */
  longest: i32 = 0;
  heapBytes: u64 = 0;

  constructor(public size: i32) {
    let slots: u32 = 16;
    while (slots < <u32>size * 2) slots <<= 1;
    this.tableMask = slots - 1;
    this.offsets = heap.alloc((<usize>size + 1) << 2);
    this.kinds = heap.alloc(<usize>size);
    this.scores = heap.alloc((<usize>size) << 2);
    this.table = heap.alloc((<usize>slots) << 2);
    memory.fill(this.table, 0, (<usize>slots) << 2);
    memory.fill(this.kinds, <u8>TokenKind.NORMAL, <usize>size);
    memory.fill(this.scores, 0, (<usize>size) << 2);
    this.heapBytes = (<u64>size + 1) * 9 + <u64>slots * 4;
  }

  free(): void {
    heap.free(this.offsets);
    heap.free(this.kinds);
    heap.free(this.scores);
    heap.free(this.table);
    if (this.bytes != 0) heap.free(this.bytes);
  }

  /** Takes over the memory with all tokens' bytes. */
  setBytes(bytes: usize, size: usize): void {
    this.bytes = bytes;
    this.heapBytes += size;
  }

  /** Says where a token's bytes begin; `size` itself is the end of the last. */
  setOffset(token: i32, offset: u32): void {
    store<u32>(this.offsets + ((<usize>token) << 2), offset);
    if (token == 0) return;
    this.longest = max(this.longest, <i32>(offset - load<u32>(this.offsets + ((<usize>(token - 1)) << 2))));
  }

  setKind(token: i32, kind: u32): void {
    store<u8>(this.kinds + <usize>token, <u8>kind);
  }

  setScore(token: i32, score: f32): void {
    store<f32>(this.scores + ((<usize>token) << 2), score);
  }

  kind(token: i32): u32 {
    return load<u8>(this.kinds + <usize>token);
  }

  score(token: i32): f32 {
    return load<f32>(this.scores + ((<usize>token) << 2));
  }

  start(token: i32): usize {
    return this.bytes + load<u32>(this.offsets + ((<usize>token) << 2));
  }

  length(token: i32): i32 {
    const at = this.offsets + ((<usize>token) << 2);
    return <i32>(load<u32>(at, 4) - load<u32>(at));
  }

  /** Puts a token into the table by its bytes. Of equal ones the last is found. */
  index(token: i32): void {
    let slot = hashBytes(this.start(token), this.length(token)) & this.tableMask;
    while (true) {
      const other = load<i32>(this.table + ((<usize>slot) << 2)) - 1;
      if (other < 0 || this.isText(other, this.start(token), this.length(token))) break;
      slot = (slot + 1) & this.tableMask;
    }
    store<i32>(this.table + ((<usize>slot) << 2), token + 1);
  }

  /** The token with these bytes among those in the table; -1: none. */
  find(bytes: usize, length: i32): i32 {
    if (length > this.longest) return -1;
    let slot = hashBytes(bytes, length) & this.tableMask;
    while (true) {
      const token = load<i32>(this.table + ((<usize>slot) << 2)) - 1;
      if (token < 0 || this.isText(token, bytes, length)) return token;
      slot = (slot + 1) & this.tableMask;
    }
  }

  private isText(token: i32, bytes: usize, length: i32): bool {
    return this.length(token) == length && memory.compare(this.start(token), bytes, length) == 0;
  }
}

/** Hash of bytes. Source: FNV-1a, 32 bits, with a last mix as its low bits choose the place. */
function hashBytes(bytes: usize, length: i32): u32 {
  let hash: u32 = 0x811c_9dc5;
  for (let index = 0; index < length; index++) {
    hash = (hash ^ load<u8>(bytes + <usize>index)) * 0x0100_0193;
  }
  return hash ^ (hash >> 15);
}
