import type { Principal } from '@dfinity/principal';
import { bigEndian64 } from '../verify/bytes.ts';

/**
 * Key of a member's record in the certified tree.
 * Source: docs/registry-certified-layout.md, section 1.
 */
export function memberKey(organisation: bigint, member: Principal): Uint8Array {
  const principal = member.toUint8Array();
  return Uint8Array.from([...bigEndian64(organisation), principal.length, ...principal]);
}
