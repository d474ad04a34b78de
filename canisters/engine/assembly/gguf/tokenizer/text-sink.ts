import { letterBytes, secondByteLeast, secondByteMost } from './utf8';

const START_BYTES: i32 = 256;

/**
 * Text that grows by the bytes of tokens and is valid UTF-8 at all times: a letter whose bytes come in several tokens appears when
 * the last has come, and bytes that are no letter become U+FFFD, one for each longest beginning of a letter.
 * Source: Unicode Standard, "U+FFFD Substitution of Maximal Subparts".
 */
export class TextSink {
  data: usize = heap.alloc(START_BYTES);
  length: i32 = 0;
  private room: i32 = START_BYTES;
  /** Bytes of a letter that has begun: they lie behind the text. */
  private pending: i32 = 0;

  free(): void {
    heap.free(this.data);
    this.data = 0;
  }

  clear(): void {
    this.length = 0;
    this.pending = 0;
  }

  write(bytes: usize, count: i32): void {
    this.reserve(this.length + this.pending + 3 * (count + 2));
    for (let index = 0; index < count; index++) this.writeByte(<u32>load<u8>(bytes + <usize>index));
  }

  /** Ends the text: a letter that is not complete becomes U+FFFD. */
  end(): void {
    this.reserve(this.length + 8);
    if (this.pending > 0) this.replace();
  }

  private writeByte(byte: u32): void {
    if (this.pending > 0) {
      const first = <u32>load<u8>(this.data + <usize>this.length);
      const isSecond = this.pending == 1;
      const least = isSecond ? secondByteLeast(first) : 0x80;
      const most = isSecond ? secondByteMost(first) : 0xbf;
      if (byte >= least && byte <= most) {
        store<u8>(this.data + <usize>(this.length + this.pending), <u8>byte);
        this.pending++;
        if (this.pending < letterBytes(first)) return;
        this.length += this.pending;
        this.pending = 0;
        return;
      }
      this.replace();
    }
    store<u8>(this.data + <usize>this.length, <u8>byte);
    if (byte < 0x80) this.length++;
    else if (byte < 0xc2 || byte > 0xf4) this.replace();
    else this.pending = 1;
  }

  private replace(): void {
    const at = this.data + <usize>this.length;
    store<u8>(at, 0xef);
    store<u8>(at, 0xbf, 1);
    store<u8>(at, 0xbd, 2);
    this.length += 3;
    this.pending = 0;
  }

  private reserve(bytes: i32): void {
    if (bytes <= this.room) return;
    while (this.room < bytes) this.room <<= 1;
    this.data = heap.realloc(this.data, <usize>this.room);
  }
}
