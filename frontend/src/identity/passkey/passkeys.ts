import { type Assertion, type MadeCredential, readMadeCredential } from '@indus/client';
import { PASSKEY_TIMEOUT_MS, PasskeyProblem, passkeyProblem } from './passkey-problem.ts';

/** Algorithms that the network verifies, the best first. Source: IANA, "COSE Algorithms"; IC interface specification. */
const ES256 = -7;
const EDDSA = -8;
const RS256 = -257;
const USER_HANDLE_BYTES = 32;
const CHALLENGE_BYTES = 32;

/** What a new passkey is called by the browser, and which it must not be. */
export interface NewPasskey {
  /** Name of the provider, as the browser shows it. */
  readonly providerName: string;
  /** Name of the account, as the browser shows it. */
  readonly accountName: string;
  /** Passkeys of the identity: an authenticator with one of them makes no other. */
  readonly others: readonly Uint8Array[];
}

/** A passkey that was made. */
export interface MadePasskey extends MadeCredential {
  /** What the authenticator knows the account by. */
  readonly userHandle: Uint8Array;
  readonly attachment: 'platform' | 'cross-platform' | undefined;
}

/** A passkey that signed. */
export interface PasskeySignature {
  readonly credentialId: Uint8Array;
  readonly assertion: Assertion;
}

/** Whether the browser has passkeys. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis && 'credentials' in navigator;
}

/**
 * Has the browser make a passkey for this page's host, which tells the person apart from others who hold the device.
 * Errors: PasskeyProblem; PasskeyInvalid.
 */
export async function makePasskey({ providerName, accountName, others }: NewPasskey): Promise<MadePasskey> {
  const userHandle = crypto.getRandomValues(new Uint8Array(USER_HANDLE_BYTES));
  const credential = await credentials((container) =>
    container.create({
      publicKey: {
        rp: { id: location.hostname, name: providerName },
        user: { id: userHandle, name: accountName, displayName: accountName },
        // Nothing is checked by it: the passkey proves itself by its first signature.
        challenge: crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)),
        pubKeyCredParams: [ES256, EDDSA, RS256].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
        excludeCredentials: others.map(descriptor),
        timeout: PASSKEY_TIMEOUT_MS,
      },
    }),
  );
  const response = credential.response as AuthenticatorAttestationResponse;
  const made = readMadeCredential(new Uint8Array(response.getAuthenticatorData()));
  const attachment = credential.authenticatorAttachment;
  const known = attachment === 'platform' || attachment === 'cross-platform';
  return { ...made, userHandle, attachment: known ? attachment : undefined };
}

/**
 * Has a passkey sign a challenge: one of these, or any that this page's host has on the device.
 * Errors: PasskeyProblem.
 */
export async function signWithPasskey(
  challenge: Uint8Array,
  among: readonly Uint8Array[] = [],
): Promise<PasskeySignature> {
  const credential = await credentials((container) =>
    container.get({
      publicKey: {
        challenge: Uint8Array.from(challenge),
        rpId: location.hostname,
        userVerification: 'required',
        allowCredentials: among.map(descriptor),
        timeout: PASSKEY_TIMEOUT_MS,
      },
    }),
  );
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    credentialId: new Uint8Array(credential.rawId),
    assertion: {
      authenticatorData: new Uint8Array(response.authenticatorData),
      clientDataJson: new Uint8Array(response.clientDataJSON),
      signature: new Uint8Array(response.signature),
    },
  };
}

/** Methods that newer browsers have. Source: W3C Web Authentication Level 3, "Signal methods". */
interface SignalMethods {
  signalUnknownCredential?(options: { rpId: string; credentialId: string }): Promise<void>;
  signalCurrentUserDetails?(options: {
    rpId: string;
    userId: string;
    name: string;
    displayName: string;
  }): Promise<void>;
}

/** Tells the browser that a passkey opens nothing here any more, so that it need not offer it. */
export async function forgetPasskey(credentialId: Uint8Array): Promise<void> {
  const signals = PublicKeyCredential as unknown as SignalMethods;
  const options = { rpId: location.hostname, credentialId: base64Url(credentialId) };
  await signals.signalUnknownCredential?.(options).catch(() => undefined);
}

/** Tells the browser by which name to show the passkeys of an account. */
export async function namePasskey(userHandle: Uint8Array, name: string): Promise<void> {
  const signals = PublicKeyCredential as unknown as SignalMethods;
  const options = { rpId: location.hostname, userId: base64Url(userHandle), name, displayName: name };
  await signals.signalCurrentUserDetails?.(options).catch(() => undefined);
}

async function credentials(
  ask: (container: CredentialsContainer) => Promise<Credential | null>,
): Promise<PublicKeyCredential> {
  if (!hasPasskeys()) throw new PasskeyProblem('passkey_unsupported');
  const startedAt = performance.now();
  let credential: Credential | null;
  try {
    credential = await ask(navigator.credentials);
  } catch (cause) {
    throw passkeyProblem(cause, performance.now() - startedAt);
  }
  if (credential === null) throw new PasskeyProblem('passkey_not_used');
  return credential as PublicKeyCredential;
}

function descriptor(id: Uint8Array): PublicKeyCredentialDescriptor {
  return { type: 'public-key', id: Uint8Array.from(id) };
}

function base64Url(bytes: Uint8Array): string {
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
