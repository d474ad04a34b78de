import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createCertifier } from '../certification/create-certifier.ts';
import { encodeCbor, encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import type { BlsKey } from '../crypto/bls.ts';
import { nodeKeyFromSeed } from '../crypto/ed25519.ts';
import { sha256 } from '../crypto/sha256.ts';
import { OID_CANISTER_SIGNATURE, OID_COSE, wrapKey } from '../crypto/wrapped-key.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { hashTreeToCbor } from '../hash-tree/hash-tree-cbor.ts';
import { leaf, rootHash } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import { principalKey, selfAuthenticating } from '../principal.ts';

/** For tests: what signs requests and delegations, of any scheme. */
export interface Signer {
  readonly publicKeyDer: Uint8Array;
  sign(payload: Uint8Array): Uint8Array;
}

/** An Ed25519 key. */
export function ed25519Signer(seed: number): Signer {
  return nodeKeyFromSeed(new Uint8Array(32).fill(seed));
}

/** An ECDSA key on the curve. */
export function ecdsaSigner(namedCurve: 'P-256' | 'secp256k1'): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  return {
    publicKeyDer: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    sign: (payload) => sign('sha256', payload, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** An authenticator with a key of the algorithm. */
export function webAuthnSigner(algorithm: 'ES256' | 'RS256' | 'EdDSA'): Signer {
  const { publicKey, privateKey } = authenticatorKeys(algorithm);
  const cose = coseOf(algorithm, publicKey);
  return {
    publicKeyDer: wrapKey(cose, OID_COSE),
    sign: (payload) => {
      const challenge = Buffer.from(payload).toString('base64url');
      const clientData = JSON.stringify({ type: 'webauthn.get', challenge, origin: 'https://id.localhost' });
      const authenticatorData = Buffer.concat([
        sha256(Buffer.from('localhost')),
        Buffer.from('0500000001', 'hex'),
      ]);
      const signed = Buffer.concat([authenticatorData, sha256(Buffer.from(clientData))]);
      const signature = sign(algorithm === 'EdDSA' ? null : 'sha256', signed, privateKey);
      return assertion(authenticatorData, clientData, signature);
    },
  };
}

/** The form of a web authentication signature. */
export function assertion(
  authenticatorData: Uint8Array,
  clientData: string,
  signature: Uint8Array,
): Uint8Array {
  return encodeSelfDescribed(
    new Map<string, CborValue>([
      ['authenticator_data', authenticatorData],
      ['client_data_json', clientData],
      ['signature', signature],
    ]),
  );
}

/** A canister that certifies what it is asked to sign, on a subnet with the key. */
export function canisterSigner(canister: Uint8Array, seed: Uint8Array, rootKey: BlsKey): Signer {
  const key = Buffer.concat([Uint8Array.of(canister.length), canister, seed]);
  return {
    publicKeyDer: wrapKey(key, OID_CANISTER_SIGNATURE),
    sign: (payload) => {
      const bySeed = mapOf([[sha256(payload), leaf(new Uint8Array())]]);
      const tree = mapOf([[Buffer.from('sig'), mapOf([[sha256(seed), bySeed]])]]);
      const subnetId = selfAuthenticating(rootKey.publicKeyDer);
      const certifier = createCertifier({ key: rootKey, subnetId, nodes: [], canisterRanges: [] });
      const certifiedData = rootHash(tree);
      certifier.setCanister(principalKey(canister), { controllers: [], metadata: [], certifiedData });
      certifier.sign(1n);
      const certificate = certifier.certificate([
        [Buffer.from('canister'), canister, Buffer.from('certified_data')],
      ]);
      return encodeSelfDescribed(
        new Map<string, CborValue>([
          ['certificate', certificate],
          ['tree', hashTreeToCbor(tree)],
        ]),
      );
    },
  };
}

/** A delegation that `from` signs. */
export function delegationOf(from: Signer, fields: CborMap): CborMap {
  const payload = Buffer.concat([Buffer.from('\x1aic-request-auth-delegation'), hashOfMap(fields)]);
  return new Map<string, CborValue>([
    ['delegation', fields],
    ['signature', from.sign(payload)],
  ]);
}

/** The envelope of a content that `signer` signs, its key or the last of the chain that starts at `sender`. */
export function envelopeOf(
  content: CborMap,
  signer?: Signer,
  sender?: Signer,
  chain?: readonly CborMap[],
): Uint8Array {
  const fields = new Map<string, CborValue>([['content', content]]);
  if (signer) {
    fields.set('sender_pubkey', (sender ?? signer).publicKeyDer);
    fields.set('sender_sig', signer.sign(Buffer.concat([Buffer.from('\x0aic-request'), hashOfMap(content)])));
  }
  if (chain) fields.set('sender_delegation', chain);
  return encodeSelfDescribed(fields);
}

function authenticatorKeys(algorithm: 'ES256' | 'RS256' | 'EdDSA') {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** Source: RFC 9053 section 7, RFC 8230 section 4: maps with integer keys, written by hand. */
function coseOf(algorithm: 'ES256' | 'RS256' | 'EdDSA', key: KeyObject): Uint8Array {
  const jwk = key.export({ format: 'jwk' });
  const part = (text: string | undefined): Uint8Array =>
    encodeCbor(new Uint8Array(Buffer.from(text ?? '', 'base64url')));
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');
  switch (algorithm) {
    case 'ES256':
      return Buffer.concat([hex('a5010203262001' + '21'), part(jwk.x), hex('22'), part(jwk.y)]);
    case 'EdDSA':
      return Buffer.concat([hex('a4010103272006' + '21'), part(jwk.x)]);
    case 'RS256':
      return Buffer.concat([hex('a4010303390100' + '20'), part(jwk.n), hex('21'), part(jwk.e)]);
  }
}
