import { RefusalCode, refuse } from '../core/refusal';
import { STOP_BYTES_MAX, STOP_STRINGS_MAX } from './limits';

/** Texts at which a generation ends; the text that found them ends before. */
export class StopStrings {
  private texts: Array<ArrayBuffer> = new Array<ArrayBuffer>();

  /** False: refused. Bounds: STOP_STRINGS_MAX texts of 1 to STOP_BYTES_MAX bytes. */
  add(text: string): bool {
    const bytes = String.UTF8.encode(text);
    if (this.texts.length >= STOP_STRINGS_MAX)
      return refuse(
        RefusalCode.TOO_LARGE,
        'expected at most ' + STOP_STRINGS_MAX.toString() + ' stop strings',
      );
    if (bytes.byteLength == 0 || bytes.byteLength > STOP_BYTES_MAX) {
      return refuse(
        RefusalCode.INVALID_INPUT,
        'expected a stop string of 1 to ' +
          STOP_BYTES_MAX.toString() +
          ' bytes, got ' +
          bytes.byteLength.toString(),
      );
    }
    this.texts.push(bytes);
    return true;
  }

  /** Where the first stop string begins that ends behind `from`; -1: none. */
  find(text: usize, length: i32, from: i32): i32 {
    let found = -1;
    for (let index = 0; index < this.texts.length; index++) {
      const stop = this.texts[index];
      const size = stop.byteLength;
      for (let at = max(0, from - size + 1); at + size <= length; at++) {
        if (memory.compare(text + <usize>at, changetype<usize>(stop), <usize>size) != 0) continue;
        if (found < 0 || at < found) found = at;
        break;
      }
    }
    return found;
  }

  /** Bytes at the end of the text that may be the beginning of a stop string. */
  begun(text: usize, length: i32): i32 {
    let longest = 0;
    for (let index = 0; index < this.texts.length; index++) {
      const stop = this.texts[index];
      for (let size = min(stop.byteLength - 1, length); size > longest; size--) {
        if (memory.compare(text + <usize>(length - size), changetype<usize>(stop), <usize>size) == 0)
          longest = size;
      }
    }
    return longest;
  }
}
