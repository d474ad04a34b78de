import { recordTypes } from '../generated/registry-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { bigEndian64, equalBytes } from '../verify/bytes.ts';
import { lookupPath } from '../verify/lookup.ts';
import type { LogHead } from '../verify/merkle-log.ts';
import { decodeAs } from '../verify/verified-answer.ts';
import type { CertifiedState } from '../verify/verify-certificate.ts';

export { blob, expectSame, verifyAnswer, verifyRecord } from '../verify/verified-answer.ts';
export type { Certified } from '../verify/verified-answer.ts';

/** The certified head of the log. Errors: ProofInvalid `log`. */
export function verifyLogHead(state: CertifiedState, size: bigint): LogHead {
  const root = lookupPath(state.tree, ['log', 'root']);
  const certified = lookupPath(state.tree, ['log', 'size']);
  if (root.status !== 'found' || certified.status !== 'found') {
    throw new ProofInvalid('log', 'expected a witness that reveals the root and the size of the log');
  }
  if (!equalBytes(certified.value, bigEndian64(size))) {
    throw new ProofInvalid('log', `expected the certified size of the log, got ${size}`);
  }
  return { size, root: root.value };
}

/** Decodes a record whose hash was verified. Errors: CallFailed `wrong_interface`. */
export function decodeRecord<T>(type: keyof typeof recordTypes, record: Uint8Array): T {
  return decodeAs<T>(recordTypes[type], type, record);
}
