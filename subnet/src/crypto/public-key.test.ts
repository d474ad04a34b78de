import { describe, expect, it } from 'vitest';
import { canisterSigner, ecdsaSigner, ed25519Signer, webAuthnSigner } from '../envelope/signer-fixture.ts';
import { blsKeyFromSeed } from './bls.ts';
import { parsePublicKey, PUBLIC_KEY_BYTES_MAX, PublicKeyError } from './public-key.ts';
import { OID_CANISTER_SIGNATURE, OID_COSE, unwrapKey, wrapKey } from './wrapped-key.ts';

const canister = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
const seed = Uint8Array.of(1, 2, 3);
const rootKey = blsKeyFromSeed(new Uint8Array(32).fill(1));
const keys: readonly (readonly [name: string, der: Uint8Array])[] = [
  ['Ed25519', ed25519Signer(1).publicKeyDer],
  ['ECDSA P-256', ecdsaSigner('P-256').publicKeyDer],
  ['ECDSA secp256k1', ecdsaSigner('secp256k1').publicKeyDer],
  ['WebAuthn ES256', webAuthnSigner('ES256').publicKeyDer],
  ['WebAuthn EdDSA', webAuthnSigner('EdDSA').publicKeyDer],
  ['WebAuthn RS256', webAuthnSigner('RS256').publicKeyDer],
  ['canister signature', canisterSigner(canister, seed, rootKey).publicKeyDer],
];

describe('parsePublicKey', () => {
  it.each(keys)('%s: the exact DER only', (_name, der) => {
    expect(() => parsePublicKey(der)).not.toThrow();
    expect(() => parsePublicKey(Buffer.concat([der, Uint8Array.of(0)]))).toThrow(PublicKeyError);
    expect(() => parsePublicKey(der.subarray(0, -1))).toThrow(PublicKeyError);
    for (const at of [0, 1, 2, 4, 6]) {
      const changed = new Uint8Array(der);
      changed[at] = (changed[at] ?? 0) ^ 0x40;
      expect(() => parsePublicKey(changed)).toThrow(PublicKeyError);
    }
  });

  it('gives canister and seed of a canister key', () => {
    expect(parsePublicKey(canisterSigner(canister, seed, rootKey).publicKeyDer)).toEqual({
      scheme: 'canister',
      canister,
      seed,
    });
    const longest = wrapKey(Buffer.concat([Uint8Array.of(29), new Uint8Array(29)]), OID_CANISTER_SIGNATURE);
    expect(parsePublicKey(longest)).toMatchObject({ scheme: 'canister', seed: new Uint8Array() });
    for (const bad of [[], [30, ...new Uint8Array(30)], [5, 1, 2]]) {
      expect(() => parsePublicKey(wrapKey(Uint8Array.from(bad), OID_CANISTER_SIGNATURE))).toThrow(
        PublicKeyError,
      );
    }
  });

  /** Source: IC interface specification, "Web Authentication". Its point is not on the curve: an example of the form only. */
  it('reads the frame of the example of the specification and refuses its key', () => {
    const frame = Buffer.from('305e300c060a2b0601040183b8430101034e00', 'hex');
    const cose = Buffer.from(
      'a50102032620012158207ffd83632072fd1bfeaf3fbaa43146e0ef95c3f55e3994a41bbf2b5174d771da225820' +
        '32497eed0a7f6f000928765b8316162cfd80a94e525a6a368c2363063d04e6ed',
      'hex',
    );
    const der = Buffer.concat([frame, cose]);
    expect(Buffer.from(unwrapKey(der, OID_COSE) ?? []).equals(cose)).toBe(true);
    expect(Buffer.from(wrapKey(cose, OID_COSE)).equals(der)).toBe(true);
    expect(() => parsePublicKey(der)).toThrow('not a valid key');
  });

  it('refuses points off the curve, compressed points, other schemes and long keys', () => {
    const offCurve = new Uint8Array(ecdsaSigner('P-256').publicKeyDer);
    offCurve[90] = (offCurve[90] ?? 0) ^ 1;
    expect(() => parsePublicKey(offCurve)).toThrow(PublicKeyError);
    const compressed = Buffer.from(
      '3039301306072a8648ce3d020106082a8648ce3d030107032200' + '03' + '11'.repeat(32),
      'hex',
    );
    expect(() => parsePublicKey(compressed)).toThrow(PublicKeyError);
    expect(() => parsePublicKey(rootKey.publicKeyDer)).toThrow(PublicKeyError);
    expect(() => parsePublicKey(new Uint8Array())).toThrow(PublicKeyError);
    expect(() => parsePublicKey(new Uint8Array(PUBLIC_KEY_BYTES_MAX + 1))).toThrow(PublicKeyError);
  });

  it('DER lengths must be shortest', () => {
    const der = wrapKey(new Uint8Array(3), OID_CANISTER_SIGNATURE);
    const long = Buffer.concat([Uint8Array.of(0x30, 0x81, der.length - 2), der.subarray(2)]);
    expect(unwrapKey(der, OID_CANISTER_SIGNATURE)).toEqual(new Uint8Array(3));
    expect(unwrapKey(long, OID_CANISTER_SIGNATURE)).toBeUndefined();
    for (const size of [100, 127, 128, 200, 255, 256, 1000]) {
      const key = new Uint8Array(size).fill(5);
      expect(unwrapKey(wrapKey(key, OID_CANISTER_SIGNATURE), OID_CANISTER_SIGNATURE)).toEqual(key);
    }
  });
});
