import type { Env } from '@indus/kit/env';
import type { HeldAnchor } from './anchor.ts';
import { changeAnchor } from './change-anchor.ts';
import type { Credential } from './credential.ts';
import { isSame } from './is-same.ts';
import { CREDENTIALS_MAX, CREDENTIAL_WAITS_NS } from './limits.ts';
import { refuse } from './method-error.ts';
import { principalOf, pseudonymOf } from './pseudonym.ts';
import { requireDevice } from './require-device.ts';
import type { Provider } from './storage.ts';

/** Which credential, and where its holder has the principal that it was issued to. */
export interface AcceptCredential {
  readonly anchor: bigint;
  readonly origin: string;
  readonly id: bigint;
}

/**
 * Takes what was issued to a person's principal at the issuer's front-end to her anchor. From then on nothing here ties it to
 * that principal, nor the issuer to her anchor.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady; CredentialNotFound, also for somebody else's; CredentialOver; TooMany.
 */
export function acceptCredential(
  provider: Provider,
  env: Env,
  { anchor: number, origin, id }: AcceptCredential,
): Credential {
  const { anchor, device } = requireDevice(provider, env, number);
  const principal = principalOf(pseudonymOf(provider, number, origin));
  const held = provider.credentials.get(id);
  const isHers = held?.holder.some((holder) => isSame(holder, principal)) === true;
  if (held === undefined || !isHers) refuse({ CredentialNotFound: null });
  const { credential } = held;
  requireValid(env, credential);
  const waitsUntilNs = credential.issued_at_ns + CREDENTIAL_WAITS_NS;
  if (waitsUntilNs <= env.nowNs) refuse({ CredentialOver: { at_ns: waitsUntilNs } });
  if (anchor.credentials.length >= CREDENTIALS_MAX) {
    refuse({ TooMany: { what: 'credentials', limit: BigInt(CREDENTIALS_MAX) } });
  }
  provider.credentials.put({ credential, holder: [] });
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, credentials: [...anchor.credentials, { id }] },
    act: { credential_accepted: { class: credential.class, issuer: credential.issuer } },
    by: device,
  });
  return credential;
}

/**
 * Takes a credential from an anchor; it is gone.
 * Errors: AnonymousCaller; NotDevice; CredentialNotFound.
 */
export function removeCredential(
  provider: Provider,
  env: Env,
  { anchor: number, id }: { readonly anchor: bigint; readonly id: bigint },
): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const { class: code, issuer } = credentialOf(provider, anchor, id);
  provider.credentials.delete(id);
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, credentials: anchor.credentials.filter((other) => other.id !== id) },
    act: { credential_removed: { class: code, issuer } },
    by: device,
  });
  return null;
}

/** One of an anchor's credentials. Errors: CredentialNotFound. */
export function credentialOf(provider: Provider, anchor: HeldAnchor, id: bigint): Credential {
  const held = anchor.credentials.some((other) => other.id === id) ? provider.credentials.get(id) : undefined;
  return held?.credential ?? refuse({ CredentialNotFound: null });
}

/** Errors: CredentialOver when it was withdrawn or has expired. */
export function requireValid(env: Env, credential: Credential): void {
  const [withdrawn] = credential.withdrawn_at_ns;
  const [expires] = credential.expires_at_ns;
  if (withdrawn !== undefined) refuse({ CredentialOver: { at_ns: withdrawn } });
  if (expires !== undefined && expires <= env.nowNs) refuse({ CredentialOver: { at_ns: expires } });
}
