import {
  DerivedPublicKey,
  verifyBlsSignature,
  EncryptedVetKey,
  isValidTransportPublicKey,
  MasterPublicKey,
  TransportSecretKey,
} from '@dfinity/vetkeys';
import { bls12_381 } from '@noble/curves/bls12-381';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encryptedVetKey, isTransportKey, vetKdCanisterKey, vetKdContextKey, vetKdKey } from './vetkd.ts';

const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;
const { Fp12 } = bls12_381.fields;
const MASTER = vetKdKey(123_456_789n);
const CANISTER = Uint8Array.of(0, 0, 0, 0, 0, 0xc0, 0xa0, 0xd0, 1, 1);
const GENERATOR = G1.BASE.toBytes(true);

/** Source: IC interface specification, "vetkd_derive_key": the two equations of an encrypted key. */
function isEncryptedKey(
  encrypted: Uint8Array,
  publicKey: Uint8Array,
  input: Uint8Array,
  transport: Uint8Array,
) {
  const e1 = G1.fromBytes(encrypted.subarray(0, 48));
  const e2 = G2.fromBytes(encrypted.subarray(48, 144));
  const e3 = G1.fromBytes(encrypted.subarray(144));
  const dpk = G2.fromBytes(publicKey);
  const tpk = G1.fromBytes(transport);
  const hashed = bls12_381.G1.hashToCurve(Buffer.concat([publicKey, input]), {
    DST: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_AUG_',
  });
  const negated = G2.BASE.negate();
  const first = bls12_381.pairingBatch([
    { g1: e1, g2: negated },
    { g1: G1.BASE, g2: e2 },
  ]);
  const second = bls12_381.pairingBatch([
    { g1: e3, g2: negated },
    { g1: tpk, g2: e2 },
    { g1: G1.fromAffine(hashed.toAffine()), g2: dpk },
  ]);
  return [first, second].map((product) => Fp12.eql(product, Fp12.ONE));
}

test('an encrypted key satisfies both equations of the specification', () => {
  const key = vetKdContextKey(vetKdCanisterKey(MASTER, CANISTER), Buffer.from('context'));
  const transport = G1.BASE.multiply(987_654_321n).toBytes(true);
  const input = Buffer.from('input');
  const encrypted = encryptedVetKey(key, input, transport, Uint8Array.of(1));
  expect(encrypted).toHaveLength(192);
  expect(isEncryptedKey(encrypted, key.publicKey, input, transport)).toEqual([true, true]);
  expect(isEncryptedKey(encrypted, key.publicKey, Buffer.from('Input'), transport)).toEqual([true, false]);
});

describe('the published client library', () => {
  const secrets = fc.bigInt({ min: 1n, max: bls12_381.fields.Fr.ORDER - 1n });
  const bytes = fc.uint8Array({ maxLength: 40 });

  test('derives the same public keys from that of the subnet', () => {
    fc.assert(
      fc.property(secrets, bytes, bytes, (secret, canister, context) => {
        const master = vetKdKey(secret);
        const canisterKey = MasterPublicKey.deserialize(master.publicKey).deriveCanisterKey(canister);
        const ours = vetKdCanisterKey(master, canister);
        expect(ours.publicKey).toEqual(canisterKey.publicKeyBytes());
        expect(vetKdContextKey(ours, context).publicKey).toEqual(
          canisterKey.deriveSubKey(context).publicKeyBytes(),
        );
      }),
      { numRuns: 10 },
    );
  });

  test('decrypts and verifies', () => {
    fc.assert(
      fc.property(secrets, bytes, bytes, (secret, input, random) => {
        const transport = TransportSecretKey.random();
        const key = vetKdCanisterKey(vetKdKey(secret), CANISTER);
        const encrypted = EncryptedVetKey.deserialize(
          encryptedVetKey(key, input, transport.publicKeyBytes(), random),
        );
        const master = MasterPublicKey.deserialize(vetKdKey(secret).publicKey);
        const verification = master.deriveCanisterKey(CANISTER);
        const vetKey = encrypted.decryptAndVerify(transport, verification, input);
        expect(vetKey.signatureBytes()).toHaveLength(48);
      }),
      { numRuns: 5 },
    );
  });

  test('takes the transport keys that are taken here', () => {
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)]);
    for (const encoded of [GENERATOR, identity]) expect(isValidTransportPublicKey(encoded)).toBe(true);
  });
});

test('random bytes, input and transport key each change the blinding', () => {
  const transport = G1.BASE.multiply(5n).toBytes(true);
  const key = vetKdCanisterKey(MASTER, CANISTER);
  const first = (input: string, point = transport, random = 1) =>
    Buffer.from(
      encryptedVetKey(key, Buffer.from(input), point, Uint8Array.of(random)).subarray(0, 48),
    ).toString('hex');
  const all = [first('a'), first('b'), first('a', GENERATOR), first('a', transport, 2), first('a')];
  expect(new Set(all).size).toBe(4);
  expect(all[4]).toBe(all[0]);
});

test('an empty context has the key of the canister; keys differ by canister and by context', () => {
  const canisterKey = vetKdCanisterKey(MASTER, CANISTER);
  expect(vetKdContextKey(canisterKey, new Uint8Array(0))).toBe(canisterKey);
  const keys = [
    MASTER,
    canisterKey,
    vetKdCanisterKey(MASTER, CANISTER.slice(1)),
    vetKdContextKey(canisterKey, CANISTER),
    vetKdContextKey(canisterKey, Uint8Array.of(0)),
  ];
  expect(new Set(keys.map(({ secret }) => secret)).size).toBe(keys.length);
});

describe('a transport key', () => {
  test('is the one encoding of a point, the identity too', () => {
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)]);
    for (const encoded of [GENERATOR, identity]) expect(isTransportKey(encoded)).toBe(true);
  });

  test('is left as it was, in a Buffer too', () => {
    const encoded = Buffer.from(GENERATOR);
    expect(isTransportKey(encoded)).toBe(true);
    expect(Uint8Array.from(encoded)).toEqual(GENERATOR);
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['a byte less', GENERATOR.slice(1)],
    ['a byte more', Uint8Array.from([...GENERATOR, 0])],
    ['a point in 96 bytes', G1.BASE.toBytes(false)],
    ['no flag of compression', Uint8Array.from([(GENERATOR[0] ?? 0) & 0x7f, ...GENERATOR.slice(1)])],
    ['an identity with a coordinate', Uint8Array.from([0xc0, ...new Uint8Array(46), 1])],
    ['an identity with a sign', Uint8Array.from([0xe0, ...new Uint8Array(47)])],
    // x = 4 is on the curve, and its point outside the subgroup.
    ['a point outside the subgroup', Uint8Array.from([0x80, ...new Uint8Array(46), 4])],
    // x = 1 is not on the curve: 1 + 4 is no square.
    ['no point', Uint8Array.from([0x80, ...new Uint8Array(46), 1])],
  ])('is refused: %s', (_, encoded) => {
    expect(isTransportKey(encoded)).toBe(false);
  });

  test('is taken when noble parses it and writes it so again, whatever the bytes', () => {
    const flagged = fc.uint8Array({ minLength: 48, maxLength: 48 }).map((bytes) => {
      bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x3f);
      return bytes;
    });
    fc.assert(
      fc.property(flagged, (bytes) => {
        let torsionFree = false;
        try {
          torsionFree = G1.fromHex(Buffer.from(bytes).toString('hex')).isTorsionFree();
        } catch {
          torsionFree = false;
        }
        expect(isTransportKey(bytes)).toBe(torsionFree);
      }),
      { numRuns: 100 },
    );
  });

  test('may be the identity: the vetKey is then open to all, as on the IC', () => {
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)]);
    const key = vetKdCanisterKey(MASTER, CANISTER);
    const input = Buffer.from('i');
    const open = encryptedVetKey(key, input, identity, Uint8Array.of(1)).subarray(144);
    const verification = DerivedPublicKey.deserialize(key.publicKey);
    expect(verifyBlsSignature(verification, input, open)).toBe(true);
    const sealed = encryptedVetKey(key, input, GENERATOR, Uint8Array.of(1)).subarray(144);
    expect(verifyBlsSignature(verification, input, sealed)).toBe(false);
  });
});
