import type { Identity } from '@dfinity/agent';
import { DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import type { IdentityProvider } from './identity-provider.ts';
import { type DelegationRequest, prepareAndGetDelegation } from './prepare-delegation.ts';

/**
 * Who an anchor is at a front-end, for a program that acts there as its person: a delegation to a key of this call alone.
 * Context: the connection signs as a device of the anchor.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function actAtOrigin(
  provider: IdentityProvider,
  request: Omit<DelegationRequest, 'sessionKey'>,
): Promise<Identity> {
  const key = Ed25519KeyIdentity.generate();
  const sessionKey = new Uint8Array(key.getPublicKey().toDer());
  return DelegationIdentity.fromDelegation(
    key,
    await prepareAndGetDelegation(provider, { ...request, sessionKey }),
  );
}
