import { Principal } from '@dfinity/principal';
import type { PublicKeyRequest } from '../generated/vault.ts';
import { blob } from '../verify/verified-answer.ts';
import { askVault, type Vault } from './vault.ts';

/** Under what bodies are sealed. */
export interface SealingKey {
  /** The same for all subjects and classes, for ever. */
  readonly publicKey: Uint8Array;
  /** The canister whose vetKD key it is. */
  readonly keyShard: Principal;
  /** The epoch to seal under now; for those who may issue, and the subject. */
  readonly epoch?: number;
}

/**
 * The key under which a subject's records of a sealed class are sealed. The answer is certified by the subnet.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readSealingKey(vault: Vault, request: PublicKeyRequest): Promise<SealingKey> {
  const { answer } = await askVault(vault, request.subject, {
    method: 'record_public_key',
    at: ({ service }) => service.record_public_key(request),
  });
  const [epoch] = answer.epoch;
  return {
    publicKey: blob(answer.public_key),
    keyShard: Principal.from(answer.key_shard),
    ...(epoch === undefined ? {} : { epoch }),
  };
}
