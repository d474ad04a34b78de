import type { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { CallFailed, exchange } from '../call-failed.ts';
import type { Credential } from '../generated/identity.ts';
import { askProvider, type IdentityProvider, unwrap } from './identity-provider.ts';

const DOMAIN = new TextEncoder().encode('indus-credential');
const SALT_BYTES = 32;
const CLASS_BYTES_MAX = 255;

/** What opens a commitment: known to the authority and to the person, never to the provider. */
export interface CredentialOpening {
  /** Record class of the registry. */
  readonly class: string;
  /** Bounds: 32 bytes, drawn for this credential alone. */
  readonly salt: Uint8Array;
  /** Such as a national identity number. */
  readonly value: string;
}

/** A fact that an authority attests of a person. */
export interface NewCredential {
  /** The person's principal at the authority's own front-end. */
  readonly holder: Principal;
  readonly class: string;
  readonly organisation: bigint;
  readonly commitment: Uint8Array;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly expiresAtNs?: bigint;
}

/**
 * The commitment to a value: without the salt nobody finds the value by trying them all.
 * Errors: CallFailed `invalid_input`.
 */
export function commitTo(opening: CredentialOpening): Uint8Array {
  const code = new TextEncoder().encode(opening.class);
  if (opening.salt.length !== SALT_BYTES) {
    throw new CallFailed(
      'invalid_input',
      `expected a salt of ${SALT_BYTES} bytes, got ${opening.salt.length}`,
    );
  }
  if (code.length > CLASS_BYTES_MAX) {
    throw new CallFailed('invalid_input', `expected a class of at most ${CLASS_BYTES_MAX} bytes`);
  }
  const value = new TextEncoder().encode(opening.value);
  return sha256(Uint8Array.from([...DOMAIN, code.length, ...code, ...opening.salt, ...value]));
}

/**
 * Attests a fact, as an officer of an organisation that issues the class, and answers the credential's id.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function issueCredential(
  provider: IdentityProvider,
  credential: NewCredential,
): Promise<bigint> {
  const { holder, organisation, commitment, expiresAtNs } = credential;
  const request = {
    holder,
    class: credential.class,
    organisation,
    commitment,
    expires_at_ns: (expiresAtNs === undefined ? [] : [expiresAtNs]) as [] | [bigint],
  };
  const answer = await exchange('issue_credential', () => provider.service.issue_credential(request));
  return unwrap('issue_credential', answer).id;
}

/** Withdraws what an organisation attested. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function withdrawCredential(
  provider: IdentityProvider,
  id: bigint,
  organisation: bigint,
): Promise<void> {
  const call = () => provider.service.withdraw_credential({ id, organisation });
  unwrap('withdraw_credential', await exchange('withdraw_credential', call));
}

/**
 * Takes to an anchor what was issued to its principal at this front-end.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export function acceptCredential(
  provider: IdentityProvider,
  anchor: bigint,
  origin: string,
  id: bigint,
): Promise<Credential> {
  const call = () => provider.service.accept_credential({ anchor, origin, id });
  return askProvider('accept_credential', anchor, call);
}

/** Takes a credential from an anchor. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function removeCredential(
  provider: IdentityProvider,
  anchor: bigint,
  id: bigint,
): Promise<void> {
  await askProvider('remove_credential', anchor, () => provider.service.remove_credential({ anchor, id }));
}
