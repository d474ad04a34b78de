import {
  findAnchorOfPasskey,
  findAnchorOfPhrase,
  identityFromRecoveryPhrase,
  type IdentityProvider,
  lookupDevices,
} from '@indus/client';
import { EntryProblem } from './entry-problem.ts';
import { PasskeyProblem } from './passkey/passkey-problem.ts';
import { signWithPasskey } from './passkey/passkeys.ts';
import { rememberNumber } from './remembered-number.ts';
import { DEVICE_SESSION_MS, type World } from './world.ts';

/** A person who proved herself to this page. */
export interface Visitor {
  /** Her user number. */
  readonly anchor: bigint;
  /** The identity canister as her device sees it. */
  readonly provider: IdentityProvider;
  readonly method: 'passkey' | 'recovery';
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly endsAtMs: number;
}

/** Lets in with a passkey that the browser lets her choose. Errors: PasskeyProblem, CallFailed, ProofInvalid. */
export async function enterWithPasskey(world: World): Promise<Visitor> {
  const session = await world.takeSession();
  const { credentialId, assertion } = await signWithPasskey(session.challenge);
  const found = await findAnchorOfPasskey(world.anonymous, credentialId);
  if (found === undefined) throw new PasskeyProblem('passkey_unknown');
  const identity = session.open(assertion, Uint8Array.from(found.pubkey));
  return admit(world.openAs(identity), found.anchor_number, 'passkey', session.endsAtMs);
}

/**
 * Lets in with a passkey of a user number, for keys that do not show themselves.
 * Errors: EntryProblem `number_without_passkey`, PasskeyProblem, CallFailed, ProofInvalid.
 */
export async function enterWithNumber(world: World, anchor: bigint): Promise<Visitor> {
  const devices = await lookupDevices(world.anonymous, anchor);
  const passkeys = devices.flatMap(({ credential_id: [id], pubkey }) =>
    id === undefined ? [] : [{ id: Uint8Array.from(id), publicKey: Uint8Array.from(pubkey) }],
  );
  if (passkeys.length === 0) throw new EntryProblem('number_without_passkey');
  const session = await world.takeSession();
  const ids = passkeys.map(({ id }) => id);
  const { credentialId, assertion } = await signWithPasskey(session.challenge, ids);
  const used = passkeys.find(({ id }) => String(id) === String(credentialId));
  if (used === undefined) throw new PasskeyProblem('passkey_unknown');
  const identity = session.open(assertion, used.publicKey);
  return admit(world.openAs(identity), anchor, 'passkey', session.endsAtMs);
}

/** Lets in with a recovery phrase. Errors: EntryProblem `phrase_unknown`, CallFailed, ProofInvalid. */
export async function enterWithPhrase(world: World, words: readonly string[]): Promise<Visitor> {
  const provider = world.openAs(await identityFromRecoveryPhrase(words));
  const anchor = await findAnchorOfPhrase(provider);
  if (anchor === undefined) throw new EntryProblem('phrase_unknown');
  return admit(provider, anchor, 'recovery', Date.now() + DEVICE_SESSION_MS);
}

/** A person let in, whose number this device remembers. */
export function admit(
  provider: IdentityProvider,
  anchor: bigint,
  method: Visitor['method'],
  endsAtMs: number,
): Visitor {
  rememberNumber(anchor);
  return { anchor, provider, method, endsAtMs };
}
