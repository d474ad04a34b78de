import { createHash, createPublicKey, verify } from 'node:crypto';
import type { HttpAgent } from '@dfinity/agent';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testAgent } from '../harness/test-agent.ts';
import { KeyCaller } from './key-caller.ts';

const NAMES = ['dfx_test_key', 'test_key_1', 'key_1'];
const FEES: Record<string, bigint> = {
  dfx_test_key: 10_000_000_000n,
  test_key_1: 10_000_000_000n,
  key_1: 26_153_846_153n,
};
const MESSAGE = Buffer.from('The land record of plot 7 was changed.');
const HASH = createHash('sha256').update(MESSAGE).digest();
const PATH = { derivation_path: [Buffer.from('citizen'), Uint8Array.of(0, 0, 0, 7)] };

const ecdsa = (name: string) => ({ key_id: { curve: { secp256k1: null }, name }, ...PATH });
const bip340 = (name: string) => ({ key_id: { algorithm: { bip340secp256k1: null }, name }, ...PATH });
const ed25519 = (name: string) => ({ key_id: { algorithm: { ed25519: null }, name }, ...PATH });
const own = { canister_id: [] };
const field = (record: Record<string, Uint8Array>, name: string) => record[name] ?? expect.fail(`no ${name}`);
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

describe('signatures that a canister asks for', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let canister: KeyCaller;
  let other: KeyCaller;

  beforeAll(async () => {
    subnet = await Subnet.start({ clock: 'manual' });
    agent = await testAgent(subnet);
    [canister, other] = [await KeyCaller.create(agent), await KeyCaller.create(agent)];
  });
  afterAll(() => subnet.stop());

  test.each(NAMES)(
    'ECDSA with %s: noble and OpenSSL verify, and the fee is what is published',
    async (name) => {
      const { public_key, chain_code } = await canister.result('ecdsa_public_key', {
        ...own,
        ...ecdsa(name),
      });
      expect([public_key?.length, chain_code?.length]).toEqual([33, 32]);
      const fee = FEES[name] ?? 0n;
      const signed = await canister.call(
        'sign_with_ecdsa',
        { message_hash: HASH, ...ecdsa(name) },
        fee + 77n,
      );
      if (!('result' in signed)) expect.fail(signed.message);
      expect(signed.refunded).toBe(77n);
      const signature = field(signed.result, 'signature');
      const publicKey = public_key ?? new Uint8Array(0);
      expect(signature).toHaveLength(64);
      expect(secp256k1.verify(signature, HASH, publicKey, { prehash: false, lowS: true })).toBe(true);
      const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
      const [x, y] = [base64url(point.subarray(1, 33)), base64url(point.subarray(33))];
      const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'secp256k1', x, y } });
      expect(verify('sha256', MESSAGE, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
    },
  );

  test.each(NAMES)('BIP340 with %s: noble verifies against the x-coordinate', async (name) => {
    const key = await canister.result('schnorr_public_key', { ...own, ...bip340(name) });
    const argument = { message: MESSAGE, aux: [], ...bip340(name) };
    const signed = await canister.result('sign_with_schnorr', argument, FEES[name]);
    const x = field(key, 'public_key').subarray(1);
    expect(schnorr.verify(field(signed, 'signature'), MESSAGE, x)).toBe(true);
  });

  test.each([0, 32])('BIP341 with a Merkle root of %i bytes: the output key verifies', async (bytes) => {
    const root = new Uint8Array(bytes).fill(3);
    const key = await canister.result('schnorr_public_key', { ...own, ...bip340('key_1') });
    const aux = [{ bip341: { merkle_root_hash: root } }];
    const argument = { message: HASH, aux, ...bip340('key_1') };
    const signed = await canister.result('sign_with_schnorr', argument, FEES['key_1']);
    const x = field(key, 'public_key').subarray(1);
    const internal = schnorr.utils.lift_x(BigInt(`0x${Buffer.from(x).toString('hex')}`));
    const tweak = secp256k1.Point.Fn.fromBytes(schnorr.utils.taggedHash('TapTweak', x, root));
    const output = internal.add(secp256k1.Point.BASE.multiply(tweak)).toBytes(true).subarray(1);
    expect(schnorr.verify(field(signed, 'signature'), HASH, output)).toBe(true);
    expect(schnorr.verify(field(signed, 'signature'), HASH, x)).toBe(false);
  });

  test.each(NAMES)('Ed25519 with %s: OpenSSL verifies; no two signatures are alike', async (name) => {
    const key = await canister.result('schnorr_public_key', { ...own, ...ed25519(name) });
    const argument = { message: MESSAGE, aux: [], ...ed25519(name) };
    const sign = async () =>
      field(await canister.result('sign_with_schnorr', argument, FEES[name]), 'signature');
    const x = base64url(field(key, 'public_key'));
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    const signatures = [await sign(), await sign()];
    for (const signature of signatures) expect(verify(null, MESSAGE, publicKey, signature)).toBe(true);
    expect(signatures[0]).not.toEqual(signatures[1]);
  });

  test("another canister's key can be asked for, and is the one that it gets itself", async () => {
    for (const [method, key] of [
      ['ecdsa_public_key', ecdsa('key_1')],
      ['schnorr_public_key', bip340('key_1')],
      ['schnorr_public_key', ed25519('key_1')],
    ] as const) {
      const asked = await canister.result(method, { canister_id: [other.id], ...key });
      expect(asked).toEqual(await other.result(method, { ...own, ...key }));
      expect(asked).not.toEqual(await canister.result(method, { ...own, ...key }));
    }
  });

  test("a child of a canister's key can be derived by anyone, with the chain code, as in BIP32", async () => {
    const key = ecdsa('key_1');
    const parent = await canister.result('ecdsa_public_key', { ...own, ...key, derivation_path: [] });
    const index = Uint8Array.of(0, 0, 0, 9);
    const child = await canister.result('ecdsa_public_key', { ...own, ...key, derivation_path: [index] });
    const hmac = (await import('node:crypto')).createHmac('sha512', field(parent, 'chain_code'));
    const digest = hmac.update(field(parent, 'public_key')).update(index).digest();
    const tweak = secp256k1.Point.BASE.multiply(BigInt(`0x${digest.toString('hex', 0, 32)}`));
    const expected = secp256k1.Point.fromBytes(field(parent, 'public_key')).add(tweak);
    expect(Buffer.from(field(child, 'public_key'))).toEqual(Buffer.from(expected.toBytes(true)));
    expect(Buffer.from(field(child, 'chain_code'))).toEqual(digest.subarray(32));
  });

  test.each(['dfx_test_key', 'key_1'])(
    'a cycle too few for %s: refused in the words of the IC, all comes back',
    async (name) => {
      const fee = FEES[name] ?? 0n;
      const grouped = (cycles: bigint) => cycles.toLocaleString('en').replaceAll(',', '_');
      const requests = [
        ['sign_with_ecdsa', { message_hash: HASH, ...ecdsa(name) }],
        ['sign_with_schnorr', { message: MESSAGE, aux: [], ...ed25519(name) }],
      ] as const;
      for (const [method, argument] of requests) {
        expect(await canister.call(method, argument, fee - 1n)).toEqual({
          code: 4,
          message: `${method} request sent with ${grouped(fee - 1n)} cycles, but ${grouped(fee)} cycles are required.`,
          refunded: fee - 1n,
        });
        expect(await canister.call(method, argument, fee)).toMatchObject({ refunded: 0n });
      }
    },
  );

  test('a public key costs nothing', async () => {
    const outcome = await canister.call('ecdsa_public_key', { ...own, ...ecdsa('key_1') }, 5n);
    expect(outcome).toMatchObject({ refunded: 5n });
  });

  test('a key that does not exist is not to be reached: the text names those that do', async () => {
    const all = [
      'ecdsa:Secp256k1',
      'schnorr:Bip340Secp256k1',
      'schnorr:Ed25519',
      'vetkd:Bls12_381_G2',
    ].flatMap((scheme) => ['dfx_test_key', 'key_1', 'test_key_1'].map((name) => `${scheme}:${name}`));
    const keys = `[${all.join(', ')}]`;
    expect(await canister.call('sign_with_ecdsa', { message_hash: HASH, ...ecdsa('key_2') }, 9n)).toEqual({
      code: 3,
      message:
        'Unable to route management canister request sign_with_ecdsa: ChainKeyError("Requested unknown or ' +
        `disabled threshold key: ecdsa:Secp256k1:key_2, existing enabled keys: ${keys}")`,
      refunded: 9n,
    });
    expect(await canister.call('schnorr_public_key', { ...own, ...ed25519('') })).toEqual({
      code: 3,
      message:
        'Unable to route management canister request schnorr_public_key: ChainKeyError("Requested unknown ' +
        `threshold key: schnorr:Ed25519:, existing keys: ${keys}")`,
      refunded: 0n,
    });
  });

  test.each([31, 33, 0])('a hash of %i bytes is refused', async (bytes) => {
    const argument = { message_hash: new Uint8Array(bytes), ...ecdsa('key_1') };
    const outcome = await canister.call('sign_with_ecdsa', argument, FEES['key_1']);
    expect(outcome).toMatchObject({ code: 4, refunded: FEES['key_1'] });
  });

  test('a path has at most 255 elements', async () => {
    const path = (length: number) => ({
      derivation_path: new Array<Uint8Array>(length).fill(Uint8Array.of(1)),
    });
    const key = { ...own, ...ecdsa('key_1') };
    expect(await canister.call('ecdsa_public_key', { ...key, ...path(255) })).toHaveProperty('result');
    expect(await canister.call('ecdsa_public_key', { ...key, ...path(256) })).toMatchObject({
      code: 4,
      message: expect.stringContaining('The number of elements exceeds maximum allowed 255') as string,
    });
  });

  test.each([
    ['bip340', 31, 'Invalid aux field for Bip340Secp256k1'],
    ['bip340', 33, 'Invalid aux field for Bip340Secp256k1'],
    ['ed25519', 0, 'Schnorr algorithm Ed25519 does not support aux input'],
    ['ed25519', 32, 'Schnorr algorithm Ed25519 does not support aux input'],
  ])('aux of %s with %i bytes: %s', async (algorithm, bytes, message) => {
    const key = algorithm === 'bip340' ? bip340('key_1') : ed25519('key_1');
    const aux = [{ bip341: { merkle_root_hash: new Uint8Array(bytes) } }];
    const outcome = await canister.call('sign_with_schnorr', { message: MESSAGE, aux, ...key }, 1n);
    expect(outcome).toEqual({ code: 4, message, refunded: 1n });
  });

  test('keys outlive the subnet: the same seed gives the same', async () => {
    const seed = new Uint8Array(32).fill(11);
    const keyOn = async () => {
      const twin = await Subnet.start({ clock: 'manual', seed });
      try {
        const caller = await KeyCaller.create(await testAgent(twin));
        return await caller.result('ecdsa_public_key', { ...own, ...ecdsa('key_1') });
      } finally {
        await twin.stop();
      }
    };
    const first = await keyOn();
    expect(await keyOn()).toEqual(first);
    expect(first).not.toEqual(await canister.result('ecdsa_public_key', { ...own, ...ecdsa('key_1') }));
  });
});
