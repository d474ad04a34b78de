import { IDL } from '@dfinity/candid';
import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import { hashTreeToCbor } from '../hash-tree/hash-tree-cbor.ts';
import { leaf, rootHash } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import { CONVERSION_RATE } from './cycles-minting-idl-table.ts';

/** What an ICP is worth here, always. Units: ten-thousandths of an XDR for one ICP. */
export const XDR_PERMYRIAD_PER_ICP = 35_000n;
/** Since when. Units: seconds since 1970. */
const RATE_SINCE_SECONDS = 1_620_633_600n;
/** Source: dfinity/ic rs/nns/cmc, DEFAULT_CYCLES_PER_XDR. */
const CYCLES_PER_XDR = 1_000_000_000_000n;
const E8S_PER_ICP = 100_000_000n;

/** The rate as the interface has it. */
export const RATE = { timestamp_seconds: RATE_SINCE_SECONDS, xdr_permyriad_per_icp: XDR_PERMYRIAD_PER_ICP };

const TREE = mapOf([
  [Buffer.from('ICP_XDR_CONVERSION_RATE'), leaf(new Uint8Array(IDL.encode([CONVERSION_RATE], [RATE])))],
]);

/** The tree over which the rate is certified, as CBOR, and its root. */
export const RATE_TREE = new Uint8Array(encodeSelfDescribed(hashTreeToCbor(TREE)));
export const RATE_ROOT = new Uint8Array(rootHash(TREE));

/** Cycles for an amount of ICP. Units: e8s in, cycles out. */
export function cyclesOf(e8s: bigint): bigint {
  return (e8s * XDR_PERMYRIAD_PER_ICP * CYCLES_PER_XDR) / (E8S_PER_ICP * 10_000n);
}
