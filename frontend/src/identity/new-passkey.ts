import type { Identity, IdentityProvider } from '@indus/client';
import { type MadePasskey, signWithPasskey } from './passkey/passkeys.ts';
import type { World } from './world.ts';

/** A passkey that was made at this page and signed for a session. */
export interface NewDevice {
  readonly passkey: MadePasskey;
  readonly provider: IdentityProvider;
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly endsAtMs: number;
}

/** Has a passkey that was just made sign for itself: its key is the caller from then on. Errors: PasskeyProblem. */
export async function proveNewPasskey(world: World, passkey: MadePasskey): Promise<NewDevice> {
  const session = await world.takeSession();
  const { assertion } = await signWithPasskey(session.challenge, [passkey.credentialId]);
  const identity: Identity = session.open(assertion, passkey.publicKey);
  return { passkey, provider: world.openAs(identity), endsAtMs: session.endsAtMs };
}
