import { describe, expect, it } from 'vitest';
import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import { decodeCbor } from '../codec/cbor-decode.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import {
  assertion,
  canisterSigner,
  ecdsaSigner,
  ed25519Signer,
  webAuthnSigner,
  type Signer,
} from '../envelope/signer-fixture.ts';
import { blsKeyFromSeed } from './bls.ts';
import { parsePublicKey } from './public-key.ts';
import { verifySignature } from './verify-signature.ts';

const rootKey = blsKeyFromSeed(new Uint8Array(32).fill(1));
const otherRoot = blsKeyFromSeed(new Uint8Array(32).fill(2));
const canister = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
const payload = Buffer.from('\x0aic-request and an id');
const signers: readonly (readonly [name: string, signer: Signer])[] = [
  ['Ed25519', ed25519Signer(3)],
  ['ECDSA P-256', ecdsaSigner('P-256')],
  ['ECDSA secp256k1', ecdsaSigner('secp256k1')],
  ['WebAuthn ES256', webAuthnSigner('ES256')],
  ['WebAuthn EdDSA', webAuthnSigner('EdDSA')],
  ['WebAuthn RS256', webAuthnSigner('RS256')],
  ['canister signature', canisterSigner(canister, Uint8Array.of(9), rootKey)],
];

const holds = (signer: Signer, message: Uint8Array, signature: Uint8Array, root = rootKey): boolean =>
  verifySignature(parsePublicKey(signer.publicKeyDer), message, signature, root.publicKeyDer);

describe('verifySignature', () => {
  it.each(signers)('%s: holds for its payload and no other, cut or lengthened', (_name, signer) => {
    const signature = signer.sign(payload);
    expect(holds(signer, payload, signature)).toBe(true);
    expect(holds(signer, Buffer.from('other'), signature)).toBe(false);
    expect(holds(signer, payload, signature.subarray(0, -1))).toBe(false);
    expect(holds(signer, payload, Buffer.concat([signature, Uint8Array.of(0)]))).toBe(false);
    expect(holds(signer, payload, new Uint8Array())).toBe(false);
  });

  it.each(signers)(
    '%s: any flipped byte of the signature is refused',
    { timeout: 120_000 },
    (_name, signer) => {
      const signature = new Uint8Array(signer.sign(payload));
      for (let at = 0; at < signature.length; at++) {
        const value = signature[at] ?? 0;
        signature[at] = value ^ (1 << (at % 8));
        expect(holds(signer, payload, signature), `byte ${at}`).toBe(false);
        signature[at] = value;
      }
      expect(holds(signer, payload, signature)).toBe(true);
    },
  );

  it.each(signers)('%s: not under another key of the scheme', (name, signer) => {
    const others: Readonly<Record<string, () => Signer>> = {
      Ed25519: () => ed25519Signer(4),
      'ECDSA P-256': () => ecdsaSigner('P-256'),
      'ECDSA secp256k1': () => ecdsaSigner('secp256k1'),
      'WebAuthn ES256': () => webAuthnSigner('ES256'),
      'WebAuthn EdDSA': () => webAuthnSigner('EdDSA'),
      'WebAuthn RS256': () => webAuthnSigner('RS256'),
      'canister signature': () => canisterSigner(canister, Uint8Array.of(8), rootKey),
    };
    const other = others[name]?.();
    expect(other !== undefined && holds(other, payload, signer.sign(payload))).toBe(false);
  });

  it('ECDSA in DER form is refused', () => {
    const der = Buffer.from('3006020101020101', 'hex');
    expect(holds(ecdsaSigner('P-256'), payload, der)).toBe(false);
  });

  it('WebAuthn: the challenge must be the payload in base64url without padding, the tag must be there', () => {
    const signer = webAuthnSigner('ES256');
    const signature = signer.sign(payload);
    const fields = decodeCbor(signature) as ReadonlyMap<string, CborValue>;
    expect(holds(signer, payload, signature.subarray(3))).toBe(false);
    const bytes = (name: string): Uint8Array => fields.get(name) as Uint8Array;
    for (const clientData of ['', '{}', 'null', '[]', '{"challenge":1}', '{"challenge":""}', 'no JSON']) {
      const changed = assertion(bytes('authenticator_data'), clientData, bytes('signature'));
      expect(holds(signer, payload, changed)).toBe(false);
    }
  });

  it('canister signature: another canister, another root key or a wrong mark is refused', () => {
    const signer = canisterSigner(canister, Uint8Array.of(9), rootKey);
    const signature = signer.sign(payload);
    expect(holds(signer, payload, signature, otherRoot)).toBe(false);
    const impostor = canisterSigner(Uint8Array.of(7), Uint8Array.of(9), rootKey);
    expect(holds(impostor, payload, signature)).toBe(false);
    const fields = new Map(decodeCbor(signature) as ReadonlyMap<string, CborValue>);
    fields.set('tree', [0]);
    expect(holds(signer, payload, encodeSelfDescribed(fields))).toBe(false);
    fields.delete('tree');
    expect(holds(signer, payload, encodeSelfDescribed(fields))).toBe(false);
  });
});
