import { DER_COSE_OID, wrapDER } from '@dfinity/agent';
import { PasskeyInvalid } from './passkey-invalid.ts';

/** Where the attested credential data begin: after the hash of the page's host, the flags and the counter. */
const CREDENTIAL_AT = 37;
const FLAGS_AT = 32;
/** Flag: attested credential data included. */
const ATTESTED = 0x40;
const AAGUID_BYTES = 16;
const CREDENTIAL_ID_BYTES_MAX = 1023;
/** Bounds: pairs of a COSE key; an RSA key has four, an elliptic one five. */
const PAIRS_MAX = 8;

/** A credential that was just made. */
export interface MadeCredential {
  readonly credentialId: Uint8Array;
  /** Public key, DER of a COSE key: what its principal follows from. */
  readonly publicKey: Uint8Array;
  /** Model of the authenticator; zeros where it does not say. */
  readonly aaguid: Uint8Array;
}

/**
 * Reads authenticator data as `navigator.credentials.create` gives them. What follows the key (extensions) is no part of it.
 * Errors: PasskeyInvalid.
 * Source: W3C Web Authentication Level 3, "Authenticator Data"; IC interface specification, "Web Authentication".
 */
export function readMadeCredential(authenticatorData: Uint8Array): MadeCredential {
  if (((authenticatorData[FLAGS_AT] ?? 0) & ATTESTED) === 0)
    throw new PasskeyInvalid('expected authenticator data with a credential');
  const idAt = CREDENTIAL_AT + AAGUID_BYTES + 2;
  const idBytes = ((authenticatorData[idAt - 2] ?? 0) << 8) | (authenticatorData[idAt - 1] ?? 0);
  const keyAt = idAt + idBytes;
  if (idBytes === 0 || idBytes > CREDENTIAL_ID_BYTES_MAX || keyAt >= authenticatorData.length)
    throw new PasskeyInvalid(
      `expected a credential id of 1 to ${CREDENTIAL_ID_BYTES_MAX} bytes, got ${idBytes}`,
    );
  const cose = authenticatorData.slice(keyAt, endOfCoseKey(authenticatorData, keyAt));
  return {
    credentialId: authenticatorData.slice(idAt, keyAt),
    publicKey: new Uint8Array(wrapDER(cose, DER_COSE_OID)),
    aaguid: authenticatorData.slice(CREDENTIAL_AT, CREDENTIAL_AT + AAGUID_BYTES),
  };
}

/** A COSE key is a map from integers to integers and byte strings, of definite length. Source: RFC 9052, section 7. */
function endOfCoseKey(bytes: Uint8Array, start: number): number {
  const map = head(bytes, start);
  if (map.major !== 5 || map.value > PAIRS_MAX) throw new PasskeyInvalid('expected a COSE key');
  let at = map.end;
  for (let item = 0; item < 2 * map.value; item++) {
    const { major, value, end } = head(bytes, at);
    if (major > 2 || (major === 2 && item % 2 === 0)) throw new PasskeyInvalid('expected a COSE key');
    at = major === 2 ? end + value : end;
  }
  if (at > bytes.length) throw new PasskeyInvalid('expected a whole COSE key, got the beginning of one');
  return at;
}

/** Head of an item of CBOR. Source: RFC 8949, section 3. */
function head(bytes: Uint8Array, at: number): { major: number; value: number; end: number } {
  const first = bytes[at];
  if (first === undefined) throw new PasskeyInvalid('expected a whole COSE key, got the beginning of one');
  const major = first >> 5;
  const info = first & 31;
  if (info < 24) return { major, value: info, end: at + 1 };
  if (info > 26) throw new PasskeyInvalid(`expected a definite length below 2^32, got ${info}`);
  const length = 2 ** (info - 24);
  let value = 0;
  for (const byte of bytes.subarray(at + 1, at + 1 + length)) value = value * 256 + byte;
  return { major, value, end: at + 1 + length };
}
