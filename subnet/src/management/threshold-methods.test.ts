import { Principal } from '@dfinity/principal';
import { secp256k1 } from '@noble/curves/secp256k1';
import { beforeEach, describe, expect, test } from 'vitest';
import { principalBytes } from '../principal.ts';
import { ThresholdKeys } from '../threshold/threshold-keys.ts';
import { call, ok, refused } from './call-in-tests.ts';
import { canisterKey, InMemoryHost } from './in-memory-host.ts';
import { keyArgument, type MethodName } from './methods-in-tests.ts';

const FEE = 10_000_000_000n;
const CALLER = canisterKey(77);
const OTHER = canisterKey(78);
const SIGNERS: MethodName[] = ['sign_with_ecdsa', 'sign_with_schnorr', 'vetkd_derive_key'];
const PUBLIC_KEYS: MethodName[] = ['ecdsa_public_key', 'schnorr_public_key', 'vetkd_public_key'];

let host: InMemoryHost;
beforeEach(() => {
  host = new InMemoryHost();
});

const by = (cycles = 0n, caller = CALLER) => ({ caller, fromCanister: true, cycles });
const unknownKey = (method: MethodName) => {
  const argument = keyArgument(method);
  return { ...argument, key_id: { ...(argument['key_id'] as object), name: 'no_key' } };
};

describe.each(SIGNERS)('%s', (method) => {
  test('takes its price and no more', async () => {
    for (const cycles of [FEE, FEE + 1n, 2n ** 100n]) {
      expect(await call(host, method, keyArgument(method), by(cycles))).toMatchObject({
        answer: { kind: 'reply' },
        cyclesTaken: FEE,
      });
    }
  });

  test('takes nothing when the price is not met', async () => {
    for (const [cycles, text] of [
      [0n, '0'],
      [999n, '999'],
      [1_000n, '1_000'],
      [FEE - 1n, '9_999_999_999'],
    ] as const) {
      expect(await refused(host, method, keyArgument(method), by(cycles))).toBe(
        `IC0406: ${method} request sent with ${text} cycles, but 10_000_000_000 cycles are required.`,
      );
    }
  });

  test('names the missing key before it asks for cycles', async () => {
    expect(await refused(host, method, unknownKey(method), by())).toMatch(
      /^IC0301: Unable to route management canister request \w+: ChainKeyError\("Requested unknown or disabled threshold key: [\w:]+:no_key, existing enabled keys: \[/,
    );
  });
});

describe.each(PUBLIC_KEYS)('%s', (method) => {
  test('costs nothing', async () => {
    expect(await call(host, method, keyArgument(method), by(FEE))).toMatchObject({ cyclesTaken: 0n });
  });

  test("is the caller's, or that of the canister asked for, which need not exist", async () => {
    const mine = await ok(host, method, keyArgument(method), by());
    const theirs = await ok(host, method, keyArgument(method), by(0n, OTHER));
    const id = (key: typeof CALLER) => [Principal.fromUint8Array(principalBytes(key))];
    expect(theirs).not.toEqual(mine);
    expect(await ok(host, method, { ...keyArgument(method), canister_id: id(OTHER) }, by())).toEqual(theirs);
    expect(await ok(host, method, { ...keyArgument(method), canister_id: id(CALLER) }, by())).toEqual(mine);
  });

  test('names the missing key', async () => {
    expect(await refused(host, method, unknownKey(method), by())).toMatch(
      /^IC0301: Unable to route management canister request \w+: ChainKeyError\("Requested unknown threshold key: [\w:]+:no_key, existing keys: \[/,
    );
  });
});

test('a name is quoted as text', async () => {
  const argument = {
    ...keyArgument('sign_with_ecdsa'),
    key_id: { curve: { secp256k1: null }, name: 'a"b\\c' },
  };
  expect(await refused(host, 'sign_with_ecdsa', argument, by(FEE))).toContain('ecdsa:Secp256k1:a\\"b\\\\c,');
});

test('an unfit transport key is refused before cycles are asked for, an unfit aux too', async () => {
  const noPoint = { ...keyArgument('vetkd_derive_key'), transport_public_key: new Uint8Array(48) };
  expect(await refused(host, 'vetkd_derive_key', noPoint, by())).toBe(
    'IC0406: The provided transport public key is invalid.',
  );
  const aux = [{ bip341: { merkle_root_hash: new Uint8Array(31) } }];
  expect(await refused(host, 'sign_with_schnorr', { ...keyArgument('sign_with_schnorr'), aux }, by())).toBe(
    'IC0406: Invalid aux field for Bip340Secp256k1',
  );
});

test("a signature is made with the caller's key, never that of an id in the argument", async () => {
  const argument = { ...keyArgument('sign_with_ecdsa'), canister_id: [Principal.anonymous()] };
  const { signature } = (await ok(host, 'sign_with_ecdsa', argument, by(FEE))) as { signature: Uint8Array };
  const path = keyArgument('sign_with_ecdsa')['derivation_path'] as Uint8Array[];
  const key = { name: 'dfx_test_key', canister: principalBytes(CALLER), path };
  const { publicKey } = new ThresholdKeys(new Uint8Array(32).fill(7)).ecdsaPublicKey(key);
  const hash = new Uint8Array(32).fill(1);
  expect(secp256k1.verify(signature, hash, publicKey, { prehash: false, lowS: true })).toBe(true);
});
