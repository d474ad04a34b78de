import { IDL } from '@dfinity/candid';
import { init, type VaultInit } from '../generated/vault.ts';

/** The argument that a vault shard is installed with. */
export function encodeVaultInit(config: VaultInit): Uint8Array {
  return IDL.encode(init({ IDL }), [config]);
}
