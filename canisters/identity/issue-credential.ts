import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { Credential } from './credential.ts';
import { COMMITMENT_SIZE_BYTES } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import type { Provider } from './storage.ts';

/** What an authority attests, and of whom. */
export interface IssueCredential {
  readonly holder: Principal;
  readonly class: string;
  readonly organisation: bigint;
  readonly commitment: Uint8Array;
  readonly expires_at_ns: [] | [bigint];
}

/**
 * Attests a fact of a person, who is known by her principal at the issuer's own front-end; it is hers when she accepts it.
 * Errors: AnonymousCaller; RoleRequired; DirectoryStale; UnknownRecordClass; NotIssuer; Invalid.
 */
export function issueCredential(provider: Provider, env: Env, request: IssueCredential): { id: bigint } {
  const { holder, commitment, organisation } = request;
  requireOfficer(provider, env, organisation);
  const known = provider.directory.recordClass(request.class);
  if (known === undefined || known.retired) refuse({ UnknownRecordClass: { code: request.class } });
  if (![...known.issuers].includes(organisation)) {
    refuse({ NotIssuer: { class: request.class, organisation } });
  }
  if (commitment.length !== COMMITMENT_SIZE_BYTES) {
    refuseInvalid('commitment', `expected ${COMMITMENT_SIZE_BYTES} bytes`, COMMITMENT_SIZE_BYTES);
  }
  if (holder.isAnonymous()) refuseInvalid('holder', 'expected a person');
  for (const at of request.expires_at_ns) {
    if (at <= env.nowNs) refuseInvalid('expires_at_ns', 'expected a time to come');
  }
  const credential: Credential = {
    id: provider.credentials.nextId(),
    class: request.class,
    issuer: organisation,
    commitment,
    issued_at_ns: env.nowNs,
    expires_at_ns: request.expires_at_ns,
    withdrawn_at_ns: [],
  };
  provider.credentials.put({ credential, holder: [holder] });
  return { id: credential.id };
}

/**
 * Withdraws what an organisation attested: no statement tells of it any more.
 * Errors: AnonymousCaller; RoleRequired; DirectoryStale; CredentialNotFound.
 */
export function withdrawCredential(
  provider: Provider,
  env: Env,
  { id, organisation }: { readonly id: bigint; readonly organisation: bigint },
): null {
  requireOfficer(provider, env, organisation);
  const held = provider.credentials.get(id);
  if (held === undefined || held.credential.issuer !== organisation) refuse({ CredentialNotFound: null });
  if (held.credential.withdrawn_at_ns.length > 0) return null;
  provider.credentials.put({ ...held, credential: { ...held.credential, withdrawn_at_ns: [env.nowNs] } });
  return null;
}

/** Without a registry there are no roles. Errors: AnonymousCaller; RoleRequired; DirectoryStale. */
function requireOfficer(provider: Provider, env: Env, organisation: bigint): void {
  provider.access.requireSigned(env);
  if (provider.configuration.registry.length === 0) {
    refuse({ RoleRequired: { roles: [{ officer: null }], organisation: [organisation] } });
  }
  provider.access.requireRole(env, { roles: ['officer'], organisation });
}
