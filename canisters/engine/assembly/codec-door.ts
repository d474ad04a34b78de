import './system/abort';
import { CandidType } from './candid/candid-type';
import { readArguments } from './candid/read-value';
import { Writer, writeMessage } from './candid/write-value';
import { clearRefusal, refusalMessage } from './core/refusal';
import {
  BEGIN_UPLOAD, ESTIMATE_REQUEST, INFER_REQUEST, INFER_RESULT, MODEL_LIST, MODEL_METADATA, PUT_CHUNK,
} from './methods/interface-types'; // prettier-ignore

/*
 * A door for tests of the Candid codec: a message is read as a type of the interface and written again. It is compiled into a
 * module of its own and never deployed.
 */

const TYPES: Array<CandidType> = [
  INFER_REQUEST,
  INFER_RESULT,
  BEGIN_UPLOAD,
  PUT_CHUNK,
  ESTIMATE_REQUEST,
  MODEL_METADATA,
  MODEL_LIST,
];
const writer = new Writer();

export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function release(address: usize): void {
  heap.free(address);
}

/** Reads a message of one value of the type with this number and writes it; number of bytes, or -1 when it was refused. */
export function rewrite(type: i32, start: usize, length: usize): i32 {
  clearRefusal();
  const values = readArguments(start, length, [TYPES[type]]);
  if (values === null) return -1;
  writeMessage(values[0], writer);
  return <i32>writer.length;
}

/** Reads a message whose arguments are all passed over; 0, or -1 when it was refused. */
export function skip(start: usize, length: usize): i32 {
  clearRefusal();
  return readArguments(start, length, []) === null ? -1 : 0;
}

/** Address of what was written last. */
export function written(): usize {
  return writer.start;
}

/** Address of the refusal's text, in UTF-8 with a 0 at its end. */
export function refusalText(): usize {
  return changetype<usize>(String.UTF8.encode(refusalMessage, true));
}

/** Takes back what messages left. */
export function collect(): void {
  __collect();
}
