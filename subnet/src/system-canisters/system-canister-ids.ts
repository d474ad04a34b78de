import { assert } from '../assert.ts';
import { parsePrincipal, principalKey, type PrincipalKey } from '../principal.ts';

/** Ids of the IC's system canisters, as tools have them built in. Source: dfinity/ic rs/nns/constants/src/lib.rs. */
export const CYCLES_LEDGER: PrincipalKey = keyOfText('um5iw-rqaaa-aaaaq-qaaba-cai');
export const CYCLES_MINTING: PrincipalKey = keyOfText('rkp4c-7iaaa-aaaaa-aaaca-cai');
export const ICP_LEDGER: PrincipalKey = keyOfText('ryjl3-tyaaa-aaaaa-aaaba-cai');
/** Governance: the minting account of ICP. It is not served. */
export const GOVERNANCE: PrincipalKey = keyOfText('rrkah-fqaaa-aaaaa-aaaaq-cai');

function keyOfText(text: string): PrincipalKey {
  const bytes = parsePrincipal(text);
  assert(bytes !== undefined, 'the id of a system canister is a principal');
  return principalKey(bytes);
}
