import { DerivedPublicKey, EncryptedVetKey, TransportSecretKey } from '@dfinity/vetkeys';
import { IbeCiphertext, IbeIdentity, IbeSeed, MasterPublicKey, VetKey } from '@dfinity/vetkeys';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testAgent } from '../harness/test-agent.ts';
import { KeyCaller } from './key-caller.ts';

const FEE = 26_153_846_153n;
const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const keyId = (name: string) => ({ key_id: { curve: { bls12_381_g2: null }, name } });

describe('vetKeys, decrypted and verified by the published client library', () => {
  let subnet: Subnet;
  let canister: KeyCaller;
  let other: KeyCaller;

  beforeAll(async () => {
    subnet = await Subnet.start({ clock: 'manual' });
    const agent = await testAgent(subnet);
    [canister, other] = [await KeyCaller.create(agent), await KeyCaller.create(agent)];
  });
  afterAll(() => subnet.stop());

  const publicKey = async (caller: KeyCaller, context: string, name = 'key_1', of: KeyCaller = caller) => {
    const argument = {
      canister_id: of === caller ? [] : [of.id],
      context: utf8(context),
      ...keyId(name),
    };
    const { public_key } = await caller.result('vetkd_public_key', argument);
    return DerivedPublicKey.deserialize(public_key ?? new Uint8Array(0));
  };
  const encrypted = async (
    { context, input, name = 'key_1' }: { context: string; input: string; name?: string },
    transport: TransportSecretKey,
  ) => {
    const argument = {
      context: utf8(context),
      input: utf8(input),
      transport_public_key: transport.publicKeyBytes(),
      ...keyId(name),
    };
    const { encrypted_key } = await canister.result('vetkd_derive_key', argument, FEE);
    return EncryptedVetKey.deserialize(encrypted_key ?? new Uint8Array(0));
  };

  test.each(['dfx_test_key', 'test_key_1', 'key_1'])('%s: decryptAndVerify accepts the key', async (name) => {
    const transport = TransportSecretKey.random();
    const key = await encrypted({ context: 'health', input: 'file 12', name }, transport);
    const verification = await publicKey(canister, 'health', name);
    expect(key.decryptAndVerify(transport, verification, utf8('file 12'))).toBeInstanceOf(VetKey);
    expect(() => key.decryptAndVerify(transport, verification, utf8('file 13'))).toThrow();
    expect(() => key.decryptAndVerify(TransportSecretKey.random(), verification, utf8('file 12'))).toThrow();
  });

  test.each(['', 'a', 'a context of some length'])(
    'the key of context %j is derived offline too',
    async (context) => {
      const canisterKey = await publicKey(canister, '');
      const expected = canisterKey.deriveSubKey(utf8(context)).publicKeyBytes();
      expect((await publicKey(canister, context)).publicKeyBytes()).toEqual(expected);
    },
  );

  test('the same input has the same vetKey for everyone, under other encryptions', async () => {
    const verification = await publicKey(canister, 'c');
    const keys = [];
    for (const transport of [TransportSecretKey.random(), TransportSecretKey.random()]) {
      const key = await encrypted({ context: 'c', input: 'i' }, transport);
      keys.push(key.decryptAndVerify(transport, verification, utf8('i')).serialize());
    }
    expect(keys[0]).toEqual(keys[1]);
  });

  test("another canister's public key is the one that it gets itself", async () => {
    const asked = (await publicKey(canister, 'c', 'key_1', other)).publicKeyBytes();
    expect(asked).toEqual((await publicKey(other, 'c')).publicKeyBytes());
    expect(asked).not.toEqual((await publicKey(canister, 'c')).publicKeyBytes());
  });

  test('what is encrypted for an identity is read with its vetKey', async () => {
    const verification = await publicKey(canister, 'mail');
    const sealed = IbeCiphertext.encrypt(
      verification,
      IbeIdentity.fromString('ayesha'),
      utf8('salaam'),
      IbeSeed.random(),
    );
    const transport = TransportSecretKey.random();
    const key = await encrypted({ context: 'mail', input: 'ayesha' }, transport);
    const vetKey = key.decryptAndVerify(transport, verification, utf8('ayesha'));
    expect(Buffer.from(sealed.decrypt(vetKey)).toString()).toBe('salaam');
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['47 bytes', new Uint8Array(47)],
    ['no point', new Uint8Array(48).fill(0xff)],
  ])('a transport key of %s is refused before the fee is asked', async (_, transport_public_key) => {
    const argument = { context: utf8(''), input: utf8(''), transport_public_key, ...keyId('key_1') };
    expect(await canister.call('vetkd_derive_key', argument, 3n)).toEqual({
      code: 4,
      message: 'The provided transport public key is invalid.',
      refunded: 3n,
    });
  });

  test('a cycle too few is refused, the fee is taken and the rest comes back', async () => {
    const transport_public_key = TransportSecretKey.random().publicKeyBytes();
    const argument = { context: utf8(''), input: utf8(''), transport_public_key, ...keyId('key_1') };
    expect(await canister.call('vetkd_derive_key', argument, FEE - 1n)).toEqual({
      code: 4,
      message:
        'vetkd_derive_key request sent with 26_153_846_152 cycles, but 26_153_846_153 cycles are required.',
      refunded: FEE - 1n,
    });
    expect(await canister.call('vetkd_derive_key', argument, FEE + 1n)).toMatchObject({ refunded: 1n });
    const unknown = { ...argument, ...keyId('key_9') };
    expect(await canister.call('vetkd_derive_key', unknown, FEE)).toMatchObject({ code: 3, refunded: FEE });
  });

  test('the production key of the IC is another one', async () => {
    const production = MasterPublicKey.productionKey().deriveCanisterKey(canister.id.toUint8Array());
    expect((await publicKey(canister, '')).publicKeyBytes()).not.toEqual(production.publicKeyBytes());
  });
});
