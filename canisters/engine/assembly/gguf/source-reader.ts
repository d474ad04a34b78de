import { RefusalCode, refuse } from '../core/refusal';
import { ByteSource } from './byte-source';

const BUFFER_BYTES: usize = 65_536;

/**
 * Reads a file in order through a small buffer. After a fault every read gives nothing and `isSound` is false; the refusal is
 * noted. `free` returns the buffer.
 */
export class SourceReader {
  /** Offset of the next byte. */
  position: u64 = 0;
  isSound: bool = true;
  private buffer: usize = heap.alloc(BUFFER_BYTES);
  private bufferedAt: u64 = 0;
  private buffered: usize = 0;

  constructor(private source: ByteSource) {}

  free(): void {
    if (this.buffer != 0) heap.free(this.buffer);
    this.buffer = 0;
  }

  get left(): u64 {
    return this.source.size - this.position;
  }

  moveTo(offset: u64): void {
    if (offset > this.source.size) this.fault('the file ends before a place it points to');
    else this.position = offset;
  }

  u8(): u32 {
    const at = this.take(1);
    return at == 0 ? 0 : load<u8>(at);
  }

  u32(): u32 {
    const at = this.take(4);
    return at == 0 ? 0 : load<u32>(at);
  }

  u64(): u64 {
    const at = this.take(8);
    return at == 0 ? 0 : load<u64>(at);
  }

  f32(): f32 {
    return reinterpret<f32>(this.u32());
  }

  /** Address of bytes that lie together until the next read; 0 after a fault. Bounds: at most 65,536 bytes. */
  take(count: usize): usize {
    if (!this.isSound) return 0;
    if (<u64>count > this.left) {
      this.fault('it ends too early');
      return 0;
    }
    const isBuffered =
      this.position >= this.bufferedAt && this.position + count <= this.bufferedAt + this.buffered;
    if (!isBuffered) this.fill();
    const address = this.buffer + <usize>(this.position - this.bufferedAt);
    this.position += count;
    return address;
  }

  /** A text of printable ASCII; empty after a fault. `what` names it in the refusal. */
  name(bytesMax: u64, what: string): string {
    const length = this.u64();
    if (!this.isSound) return '';
    if (length > bytesMax) {
      this.fault(
        'expected ' + what + ' of at most ' + bytesMax.toString() + ' bytes, got ' + length.toString(),
      );
      return '';
    }
    const at = this.take(<usize>length);
    if (at == 0) return '';
    for (let index: usize = 0; index < <usize>length; index++) {
      const byte = load<u8>(at + index);
      if (byte >= 0x20 && byte < 0x7f) continue;
      this.fault('expected ' + what + ' of printable ASCII letters');
      return '';
    }
    return String.UTF8.decodeUnsafe(at, <usize>length);
  }

  fault(message: string): bool {
    this.isSound = false;
    return refuse(RefusalCode.MALFORMED, 'not a valid GGUF file: ' + message);
  }

  private fill(): void {
    this.bufferedAt = this.position;
    this.buffered = <usize>min<u64>(BUFFER_BYTES, this.left);
    this.source.read(this.position, this.buffer, this.buffered);
  }
}
