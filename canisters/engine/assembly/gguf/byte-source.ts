/** Where a model file lies: in the heap, in stable memory, anywhere that gives bytes by offset. */
export abstract class ByteSource {
  /** Units: bytes. */
  size: u64 = 0;

  /** Copies bytes out of the file. The caller keeps within the size. */
  abstract read(offset: u64, to: usize, count: usize): void;
}

/** A file that lies whole in the heap. Its memory must stay until the model is loaded. */
export class HeapSource extends ByteSource {
  constructor(
    private start: usize,
    length: usize,
  ) {
    super();
    this.size = length;
  }

  read(offset: u64, to: usize, count: usize): void {
    memory.copy(to, this.start + <usize>offset, count);
  }
}
