import type { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { DeviceData, DeviceKeyWithAnchor } from '../generated/identity.ts';
import { exchangeAsDevice, type IdentityProvider, isTurnedAway } from './identity-provider.ts';

/**
 * Devices of an anchor, without their names: hearsay of a node, good for choosing whom to ask for a signature.
 * Errors: CallFailed, ProofInvalid.
 */
export function lookupDevices(provider: IdentityProvider, anchor: bigint): Promise<DeviceData[]> {
  return exchange('lookup', () => provider.service.lookup(anchor));
}

/**
 * Key and anchor of a passkey by the id that it tells when a person chooses it; nothing when it is unknown here.
 * Errors: CallFailed, ProofInvalid.
 */
export async function findAnchorOfPasskey(
  provider: IdentityProvider,
  credentialId: Uint8Array,
): Promise<DeviceKeyWithAnchor | undefined> {
  const [found] = await exchange('lookup_device_key', () => provider.service.lookup_device_key(credentialId));
  return found;
}

/**
 * The anchor of the recovery phrase that the connection signs as; nothing when there is none.
 * Errors: CallFailed, ProofInvalid.
 */
export async function findAnchorOfPhrase(provider: IdentityProvider): Promise<bigint | undefined> {
  try {
    const [found] = await exchange('lookup_caller_identity_by_recovery_phrase', () =>
      provider.service.lookup_caller_identity_by_recovery_phrase(),
    );
    return found;
  } catch (error) {
    // The canister lets nobody in whom it does not know.
    if (isTurnedAway(error)) return undefined;
    throw error;
  }
}

/**
 * Who an anchor is at a front-end, by the word of one node.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export function readPrincipal(
  provider: IdentityProvider,
  anchor: bigint,
  origin: string,
): Promise<Principal> {
  return exchangeAsDevice('get_principal', anchor, () => provider.service.get_principal(anchor, origin));
}
