import type { Env } from '@indus/kit/env';
import { ascii } from '@indus/kit/hash-tree';
import { u64Key } from '@indus/kit/key';
import { encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import { credentialOf, requireValid } from './accept-credential.ts';
import { changeAnchor } from './change-anchor.ts';
import type { HeldAnchor } from './anchor.ts';
import { STATEMENT_NS, STATEMENT_SIZE_BYTES_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './method-error.ts';
import { principalOf, pseudonymOf } from './pseudonym.ts';
import { requireDevice } from './require-device.ts';
import { sign } from './sign.ts';
import { Statement, statementMessage } from './statement.ts';
import type { Provider } from './storage.ts';

const DAY_NS = 24n * 3_600n * 1_000_000_000n;
const BLIND_LABEL = ascii('blind');

/** What is to be told, and to whom. */
export interface StatementRequest {
  readonly anchor: bigint;
  readonly origin: string;
  readonly tells:
    { readonly credential: { readonly id: bigint } } | { readonly same_person: { readonly origin: string } };
}

/** A statement that is signed, and what opens it. */
export interface PreparedStatement {
  readonly user_key: Uint8Array;
  readonly statement: Uint8Array;
  readonly blind: [] | [Uint8Array];
}

interface Told {
  readonly tells: Statement['tells'];
  readonly blind: [] | [Uint8Array];
}

/**
 * Signs what a person chooses to tell a front-end, to be fetched within a minute.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady; CredentialNotFound; CredentialOver; RateLimited.
 */
export function prepareStatement(provider: Provider, env: Env, request: StatementRequest): PreparedStatement {
  const { anchor: number, origin } = request;
  const { anchor, device } = requireDevice(provider, env, number);
  const pseudonym = pseudonymOf(provider, number, origin);
  const { tells, blind } = tell(provider, env, anchor, request);
  const statement = encodeRecord(Statement, {
    issued_at_ns: env.nowNs,
    expires_at_ns: env.nowNs + STATEMENT_NS,
    subject: principalOf(pseudonym),
    origin,
    tells,
  } satisfies Statement);
  sign(provider, env, pseudonym, statementMessage(statement));
  changeAnchor(provider, env, { before: anchor, act: { statement_prepared: { origin } }, by: device });
  return { user_key: pseudonym.userKey, statement, blind };
}

/**
 * Fetches the signature of a statement that was prepared.
 * Errors: AnonymousCaller; NotDevice; Invalid; NotReady; NoSuchDelegation.
 */
export function getStatement(
  provider: Provider,
  env: Env,
  request: { readonly anchor: bigint; readonly origin: string; readonly statement: Uint8Array },
): Uint8Array {
  const { anchor: number, origin, statement } = request;
  requireDevice(provider, env, number);
  const limit = STATEMENT_SIZE_BYTES_MAX;
  if (statement.length > limit) refuseInvalid('statement', `expected at most ${limit} bytes`, limit);
  const { seed } = pseudonymOf(provider, number, origin);
  return provider.signature(env, seed, statementMessage(statement)) ?? refuse({ NoSuchDelegation: null });
}

function tell(provider: Provider, env: Env, anchor: HeldAnchor, { tells, origin }: StatementRequest): Told {
  if ('same_person' in tells) {
    const other = tells.same_person.origin;
    if (other === origin) refuseInvalid('tells', 'expected another front-end');
    const subject = principalOf(pseudonymOf(provider, anchor.number, other));
    return { tells: { same_person: { origin: other, subject } }, blind: [] };
  }
  const { id } = tells.credential;
  const credential = credentialOf(provider, anchor, id);
  requireValid(env, credential);
  // Another at each front-end, so that two of them cannot find out by it that they speak of one person.
  const { seed } = pseudonymOf(provider, anchor.number, origin);
  const blind = sha256(provider.salt.bytes, BLIND_LABEL, seed, u64Key(id));
  const { class: code, issuer } = credential;
  // Days: to the nanosecond a date would be as good as a number.
  const issued_at_ns = dayOf(credential.issued_at_ns);
  const expires_at_ns = credential.expires_at_ns.map(dayOf) as [] | [bigint];
  const blinded_commitment = sha256(blind, credential.commitment);
  return {
    tells: { credential: { class: code, issuer, blinded_commitment, issued_at_ns, expires_at_ns } },
    blind: [blind],
  };
}

/** The beginning of the day of a time. */
function dayOf(atNs: bigint): bigint {
  return atNs - (atNs % DAY_NS);
}
