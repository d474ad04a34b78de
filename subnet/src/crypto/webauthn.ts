import { verify, type KeyObject } from 'node:crypto';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { CborError } from '../codec/cbor-error.ts';
import { expectBytes, expectMap, expectText } from '../codec/cbor-field.ts';
import type { CoseAlgorithm } from './cose-key.ts';
import { sha256 } from './sha256.ts';

/**
 * Is this a web authentication assertion whose challenge is the payload?
 * Shape: the signature is tagged CBOR with `authenticator_data`, `client_data_json` and `signature`.
 * Source: IC interface specification, "Web Authentication".
 */
export function verifyWebAuthn(
  key: { readonly key: KeyObject; readonly algorithm: CoseAlgorithm },
  payload: Uint8Array,
  signature: Uint8Array,
): boolean {
  const assertion = readAssertion(signature);
  if (assertion === undefined) return false;
  if (challengeOf(assertion.clientData) !== Buffer.from(payload).toString('base64url')) return false;
  const signed = Buffer.concat([
    assertion.authenticatorData,
    sha256(Buffer.from(assertion.clientData, 'utf8')),
  ]);
  if (key.algorithm === 'EdDSA') return verify(null, signed, key.key, assertion.signature);
  return verify('sha256', signed, key.key, assertion.signature);
}

interface Assertion {
  readonly authenticatorData: Uint8Array;
  readonly clientData: string;
  readonly signature: Uint8Array;
}

function readAssertion(signature: Uint8Array): Assertion | undefined {
  try {
    const map = expectMap(decodeCbor(signature, { selfDescribed: 'required', itemsMax: 64 }), 'signature');
    return {
      authenticatorData: expectBytes(map.get('authenticator_data'), 'authenticator_data'),
      clientData: expectText(map.get('client_data_json'), 'client_data_json'),
      signature: expectBytes(map.get('signature'), 'signature'),
    };
  } catch (error) {
    if (error instanceof CborError) return undefined;
    throw error;
  }
}

function challengeOf(clientData: string): unknown {
  try {
    const parsed: unknown = JSON.parse(clientData);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return (parsed as { readonly challenge?: unknown }).challenge;
  } catch {
    return undefined;
  }
}
