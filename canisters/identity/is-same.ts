import type { Principal } from '@dfinity/principal';
import { equalBytes } from '@indus/kit/bytes';

/** Whether both are one principal: by their bytes, since the text form costs a hundred times as much. */
export function isSame(a: Principal, b: Principal): boolean {
  return equalBytes(a.toUint8Array(), b.toUint8Array());
}
