import { sha256 } from '@noble/hashes/sha2';
import { exchange } from '../call-failed.ts';
import type { DeviceData, RegistrationTerms } from '../generated/identity.ts';
import { blob } from '../verify/verified-answer.ts';
import { type IdentityProvider, unwrap } from './identity-provider.ts';
import { IdentityRefused } from './identity-refused.ts';

/** Work is asked for in slices, so that a page stays alive. */
const SLICE_HASHES = 4_096;
/** Terms that grew while work was done are met so often. */
const ATTEMPTS_MAX = 4;

/**
 * Gives a new anchor to the device that the connection signs as, and answers its number. While registrations are many this
 * takes work, seconds at most.
 * Errors: IdentityRefused, `RateLimited` among them; CallFailed; ProofInvalid.
 */
export async function registerAnchor(provider: IdentityProvider, device: DeviceData): Promise<bigint> {
  const asked = await exchange('registration_terms', () => provider.service.registration_terms());
  let terms = unwrap('registration_terms', asked);
  for (let attempt = 1; ; attempt += 1) {
    const nonce = await findNonce(terms, blob(device.pubkey));
    const answer = await exchange('register', () =>
      provider.service.register({ device, challenge: terms.challenge, nonce }),
    );
    if ('Ok' in answer) return answer.Ok.anchor;
    if (!('ProofOfWork' in answer.Err) || attempt >= ATTEMPTS_MAX) {
      throw new IdentityRefused('register', answer.Err);
    }
    terms = answer.Err.ProofOfWork;
  }
}

/** The first number whose hash with challenge and key begins with the zero bits that are asked for. */
async function findNonce(terms: RegistrationTerms, publicKey: Uint8Array): Promise<bigint> {
  const challenge = blob(terms.challenge);
  const input = new Uint8Array(challenge.length + publicKey.length + 8);
  input.set(challenge);
  input.set(publicKey, challenge.length);
  const nonce = new DataView(input.buffer, challenge.length + publicKey.length);
  for (let tried = 0; ; tried += 1) {
    nonce.setBigUint64(0, BigInt(tried));
    if (terms.zero_bits === 0 || zeroBits(sha256(input)) >= terms.zero_bits) return BigInt(tried);
    if (tried % SLICE_HASHES === SLICE_HASHES - 1) await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function zeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0);
  return at < 0 ? 8 * hash.length : 8 * at + Math.clz32(hash[at] ?? 0) - 24;
}
