import { readStable } from '../system/stable-memory';
import { ByteSource } from './byte-source';

/** A file that lies in one piece in stable memory. */
export class StableSource extends ByteSource {
  constructor(
    private start: u64,
    size: u64,
  ) {
    super();
    this.size = size;
  }

  read(offset: u64, to: usize, count: usize): void {
    readStable(to, this.start + offset, count);
  }
}
