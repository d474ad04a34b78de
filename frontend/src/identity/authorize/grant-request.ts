import { openSession, prepareAndGetDelegation, ProofInvalid, readPrincipal } from '@indus/client';
import type { PageRequest } from '../protocol/page-request.ts';
import type { Visitor } from '../visitor.ts';

/** What a person agreed to. */
export interface Agreement {
  /** The origin by which her principal is derived. */
  readonly derivedFrom: string;
  /** Units: nanoseconds. */
  readonly timeToLiveNs: bigint;
}

/** Gives a page what the person agreed to. Errors: IdentityRefused, CallFailed, ProofInvalid; the page is told nothing yet. */
export async function grantRequest(
  { anchor, provider, method }: Visitor,
  { wants }: PageRequest,
  { derivedFrom, timeToLiveNs }: Agreement,
): Promise<void> {
  if (wants.kind === 'accounts') {
    const principal = await readPrincipal(provider, anchor, derivedFrom);
    wants.grant(principal.toText());
    return;
  }
  const { sessionPublicKey } = wants;
  const request = {
    anchor,
    origin: derivedFrom,
    sessionKey: sessionPublicKey,
    maxTimeToLiveNs: timeToLiveNs,
  };
  const session = wants.renewable ? await openSession(provider, request) : undefined;
  const { delegations, publicKey } = session?.chain ?? (await prepareAndGetDelegation(provider, request));
  const [signed] = delegations;
  if (signed === undefined) throw new ProofInvalid('missing', 'expected a delegation, got none');
  wants.grant({
    userPublicKey: new Uint8Array(publicKey),
    sessionPublicKey,
    expiration: signed.delegation.expiration,
    signature: new Uint8Array(signed.signature),
    authnMethod: method,
    ...(session ? { sessionEndsAt: session.endsAtNs } : {}),
  });
}
