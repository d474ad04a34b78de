import { MANAGEMENT_IDL } from './management-idl-table.ts';
import type { ManagementMethod } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';

/**
 * The methods for Bitcoin, each refused as a subnet refuses them that has no Bitcoin canister to ask.
 * Errors: IC0406, always.
 * Source: ic.did; code and text of dfinity/ic rs/execution_environment/src/execution_environment.rs.
 */
export const BITCOIN_METHODS: readonly ManagementMethod[] = (
  [
    'bitcoin_get_balance',
    'bitcoin_get_utxos',
    'bitcoin_send_transaction',
    'bitcoin_get_current_fee_percentiles',
    'bitcoin_get_block_headers',
  ] as const
).map((name) => ({
  name,
  types: MANAGEMENT_IDL[name],
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  handle() {
    throw new ManagementRefused('IC0406', 'No bitcoin canisters available.');
  },
}));
