import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { Cbor, type DerEncodedPublicKey, SignIdentity, type Signature, wrapDER } from '@dfinity/agent';
import type { identity } from '@indus/client';

/** DER of AlgorithmIdentifier for COSE keys. Source: IC interface specification, "Web Authentication". */
const COSE_OID = Uint8Array.of(
  ...[0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xb8, 0x43, 0x01, 0x01],
);

/** A passkey without a browser: it signs requests as an authenticator with a key on P-256 does. */
export class Authenticator extends SignIdentity {
  readonly credentialId = new Uint8Array(randomBytes(32));
  readonly der: Uint8Array;
  readonly #privateKey: KeyObject;

  constructor() {
    super();
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    this.der = wrapDER(coseOf(publicKey), COSE_OID);
  }

  override getPublicKey() {
    return { toDer: () => this.der as DerEncodedPublicKey };
  }

  override sign(blob: Uint8Array): Promise<Signature> {
    const challenge = Buffer.from(blob).toString('base64url');
    const clientData = JSON.stringify({
      type: 'webauthn.get',
      challenge,
      origin: 'http://id.ai.localhost:4943',
    });
    const authenticatorData = Buffer.concat([sha256('id.ai.localhost'), Buffer.from('0500000001', 'hex')]);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    const bytes: Uint8Array = Cbor.encode({
      authenticator_data: Uint8Array.from(authenticatorData),
      client_data_json: clientData,
      signature: Uint8Array.from(sign('sha256', signed, this.#privateKey)),
    });
    return Promise.resolve(bytes as Signature);
  }

  /** What it is registered as. */
  data(alias: string): identity.DeviceData {
    return {
      pubkey: this.der,
      alias,
      credential_id: [this.credentialId],
      aaguid: [],
      purpose: { authentication: null },
      key_type: { platform: null },
      protection: { unprotected: null },
      origin: ['http://id.ai.localhost:4943'],
    };
  }
}

function sha256(data: string): Buffer {
  return createHash('sha256').update(data).digest();
}

/** Source: RFC 9053, section 7.1: a map with integer keys, written by hand. */
function coseOf(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const [xBytes, yBytes] = [x, y].map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer];
  const head = (hex: string): Buffer => Buffer.from(hex, 'hex');
  return Uint8Array.from(Buffer.concat([head('a5010203262001' + '215820'), xBytes, head('225820'), yBytes]));
}
