import { createHash } from 'node:crypto';
import { crc32, principalBytes } from '../principal.ts';
import { SUBACCOUNT_BYTES, type Account } from './account.ts';

/** Bounds: bytes of an account identifier. */
export const ACCOUNT_IDENTIFIER_BYTES = 32;

/**
 * The identifier of an account on the ICP ledger: CRC-32, then SHA-224 over a separator, owner and subaccount.
 * Source: dfinity/ic rs/ledger_suite/icp/src/account_identifier.rs.
 */
export function accountIdentifier({ owner, subaccount }: Account): Uint8Array {
  const hash = createHash('sha224')
    .update('\x0Aaccount-id')
    .update(principalBytes(owner))
    .update(subaccount ?? new Uint8Array(SUBACCOUNT_BYTES))
    .digest();
  const bytes = new Uint8Array(ACCOUNT_IDENTIFIER_BYTES);
  new DataView(bytes.buffer).setUint32(0, crc32(hash));
  bytes.set(hash, 4);
  return bytes;
}

/** Whether the bytes are an account identifier: length and checksum. */
export function isAccountIdentifier(bytes: Uint8Array): boolean {
  if (bytes.length !== ACCOUNT_IDENTIFIER_BYTES) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(0) === crc32(bytes.subarray(4));
}
