import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import type { Statement, StatementRequest } from '../generated/identity.ts';
import { recordTypes } from '../generated/identity-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import { blob, decodeAs } from '../verify/verified-answer.ts';
import { verifyCanisterSignature } from './canister-signature.ts';
import { commitTo, type CredentialOpening } from './credentials.ts';
import { askProvider, type IdentityProvider, unwrap } from './identity-provider.ts';
import { fetchSigned } from './prepare-delegation.ts';

const DOMAIN = Uint8Array.from([15, ...new TextEncoder().encode('indus-statement')]);
const MS_PER_NS = 1_000_000n;

/** What a person hands to a front-end. */
export interface SignedStatement {
  /** DER; her public key at that front-end. */
  readonly userKey: Uint8Array;
  /** Candid. */
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

/** What shows a relying front-end the value behind a credential. */
export interface Disclosure extends CredentialOpening {
  readonly blind: Uint8Array;
}

/** A statement, and what opens the blinded commitment in it, when it tells of a credential. */
export interface ToldStatement {
  readonly signed: SignedStatement;
  readonly blind?: Uint8Array;
}

/**
 * Has a statement signed for a front-end by the person's choice.
 * Errors: IdentityRefused, CallFailed, ProofInvalid.
 */
export async function tellFrontend(
  provider: IdentityProvider,
  request: StatementRequest,
): Promise<ToldStatement> {
  const { service } = provider;
  const { anchor, origin } = request;
  const prepared = await askProvider('prepare_statement', anchor, () => service.prepare_statement(request));
  const statement = blob(prepared.statement);
  const signature = await fetchSigned(async () => {
    const answer = await exchange('get_statement', () =>
      service.get_statement({ anchor, origin, statement }),
    );
    const isMissing = 'Err' in answer && 'NoSuchDelegation' in answer.Err;
    return isMissing ? undefined : blob(unwrap('get_statement', answer));
  });
  const signed = { userKey: blob(prepared.user_key), statement, signature };
  const [blind] = prepared.blind;
  return { signed, ...(blind === undefined ? {} : { blind: blob(blind) }) };
}

/**
 * Verifies what a front-end was handed: signed by this provider, for this front-end, by the principal that signs in here, and
 * of the present. Nothing is sent.
 * Errors: ProofInvalid, CallFailed `wrong_interface`.
 */
export async function verifyStatement(
  { userKey, statement, signature }: SignedStatement,
  from: { readonly canisterId: Principal; readonly connection: Connection },
  expected: { readonly origin: string; readonly subject: Principal },
): Promise<Statement> {
  const message = Uint8Array.from([...DOMAIN, ...statement]);
  const decoded = decodeAs<Statement>(recordTypes.Statement, 'Statement', statement);
  const lifeMs = Number((decoded.expires_at_ns - decoded.issued_at_ns) / MS_PER_NS);
  const { trust } = from.connection;
  // The certificate is of the minute in which the statement was made, and lives as long as it does.
  await verifyCanisterSignature({ publicKey: userKey, message, signature }, from.canisterId, {
    ...trust,
    ageMsMax: lifeMs,
  });
  const subject = expected.subject.toText();
  const isHers = Principal.selfAuthenticating(userKey).toText() === subject;
  if (!isHers || decoded.subject.toText() !== subject) {
    throw new ProofInvalid('record', `expected a statement on ${subject}, got one on another`);
  }
  if (decoded.origin !== expected.origin) {
    throw new ProofInvalid('record', `expected a statement for ${expected.origin}, got ${decoded.origin}`);
  }
  const nowNs = BigInt(Math.trunc(trust.nowMs())) * MS_PER_NS;
  if (decoded.expires_at_ns <= nowNs) throw new ProofInvalid('time', 'expected a statement that still holds');
  return decoded;
}

/**
 * Demands that what is disclosed is what the authority attested.
 * Errors: ProofInvalid `record`.
 */
export function verifyDisclosure({ tells }: Statement, disclosure: Disclosure): void {
  if (!('credential' in tells)) throw new ProofInvalid('record', 'expected a statement on a credential');
  const { credential } = tells;
  const commitment = commitTo(disclosure);
  const blinded = sha256(Uint8Array.from([...disclosure.blind, ...commitment]));
  if (credential.class !== disclosure.class || !equalBytes(blinded, blob(credential.blinded_commitment))) {
    throw new ProofInvalid('record', 'expected the value that was attested, got another');
  }
}
