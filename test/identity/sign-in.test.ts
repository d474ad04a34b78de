import { DelegationIdentity, ECDSAKeyIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import {
  findAnchorOfPasskey,
  lookupDevices,
  prepareAndGetDelegation,
  Principal,
  readAnchor,
  readPrincipal,
  registerAnchor,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityNetwork, MINISTRY, passkey, PORTAL, recoveryPhrase, refusalOf } from './identity-network.ts';

const SECOND_NS = 1_000_000_000n;
const MINUTE_NS = 60n * SECOND_NS;
const DAY_NS = 24n * 60n * MINUTE_NS;

let network: IdentityNetwork;
beforeAll(async () => {
  network = await IdentityNetwork.start();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

async function sessionKey() {
  const key = await ECDSAKeyIdentity.generate({ extractable: false });
  return { key, der: key.getPublicKey().toDer() };
}

describe('registering', () => {
  it('gives each passkey an anchor of its own, which it finds again by its credential', async () => {
    const [one, two] = [await network.registered(), await network.registered()];
    expect(two.anchor).toBe(one.anchor + 1n);
    const found = await findAnchorOfPasskey(network.as(), one.device.credentialId);
    expect(found).toEqual({ anchor_number: one.anchor, pubkey: one.device.der });
    expect(await findAnchorOfPasskey(network.as(), new Uint8Array(16))).toBeUndefined();
  });

  it('shows anyone the keys of an anchor, and no name that its owner gave', async () => {
    const { device, anchor } = await network.registered();
    const [shown, ...others] = await lookupDevices(network.as(), anchor);
    expect(others).toEqual([]);
    expect(shown).toEqual({ ...device.data(''), alias: '' });
    expect(await lookupDevices(network.as(), 1n)).toEqual([]);
  });

  it('takes no key that the caller does not hold, and none twice', async () => {
    const { device, provider, anchor } = await network.registered();
    const other = passkey();
    const expected = Principal.selfAuthenticating(other.der);
    expect(await refusalOf(registerAnchor(provider, other.data('Not mine')))).toEqual({
      NotKeyHolder: { expected },
    });
    expect(await refusalOf(registerAnchor(provider, device.data('Again')))).toEqual({
      DeviceTaken: { anchor },
    });
    const sameCredential = { ...other.data('Copy'), credential_id: device.data('').credential_id };
    expect(await refusalOf(registerAnchor(network.as(other), sameCredential))).toEqual({
      DeviceTaken: { anchor },
    });
  });

  it('keeps an anonymous caller out', async () => {
    await expect(registerAnchor(network.as(), passkey().data('Nobody'))).rejects.toThrow('IC0406');
  });
});

describe('a delegation', () => {
  it('acts as the principal that the provider names, at any canister', async () => {
    const { provider, anchor } = await network.registered();
    const { key, der } = await sessionKey();
    const chain = await prepareAndGetDelegation(provider, { anchor, origin: PORTAL, sessionKey: der });
    const signedIn = DelegationIdentity.fromDelegation(key, chain);
    const named = await readPrincipal(provider, anchor, PORTAL);
    expect(signedIn.getPrincipal().toText()).toBe(named.toText());
    // The envelope is taken; the canister knows no such device.
    expect(await refusalOf(readAnchor(network.as(signedIn), anchor))).toEqual({ NotDevice: { anchor } });
  });

  it('lives half an hour unless told, as long as was asked, and 30 days at most', async () => {
    const { provider, anchor } = await network.registered();
    const { der } = await sessionKey();
    const lifeOf = async (maxTimeToLiveNs?: bigint): Promise<bigint | undefined> => {
      const time = maxTimeToLiveNs === undefined ? {} : { maxTimeToLiveNs };
      const startNs = network.subnet.timeNs;
      const request = { anchor, origin: PORTAL, sessionKey: der, ...time };
      const { delegations } = await prepareAndGetDelegation(provider, request);
      const [signed] = delegations;
      return signed === undefined ? undefined : (signed.delegation.expiration - startNs) / SECOND_NS;
    };
    expect(await lifeOf()).toBe(30n * 60n);
    expect(await lifeOf(MINUTE_NS)).toBe(60n);
    expect(await lifeOf(30n * DAY_NS)).toBe(30n * 86_400n);
    expect(await lifeOf(30n * DAY_NS + SECOND_NS)).toBe(30n * 86_400n);
  });

  it('is good until it expires, and not after', async () => {
    const { provider, anchor } = await network.registered();
    const { key, der } = await sessionKey();
    const request = { anchor, origin: PORTAL, sessionKey: der, maxTimeToLiveNs: 10n * MINUTE_NS };
    const chain = await prepareAndGetDelegation(provider, request);
    const signedIn = DelegationIdentity.fromDelegation(key, chain);
    expect(await refusalOf(readAnchor(network.as(signedIn), anchor))).toEqual({ NotDevice: { anchor } });
    await network.advance(10 * 60_000 + 1_000);
    await expect(readAnchor(network.as(signedIn), anchor)).rejects.toThrow('delegation expiry');
  });

  it('lends nothing to another key than the one it names', async () => {
    const { provider, anchor } = await network.registered();
    const { der } = await sessionKey();
    const thief = await sessionKey();
    const chain = await prepareAndGetDelegation(provider, { anchor, origin: PORTAL, sessionKey: der });
    const stolen = DelegationIdentity.fromDelegation(thief.key, chain);
    await expect(readAnchor(network.as(stolen), anchor)).rejects.toThrow(/signature/i);
  });

  it('is fetched within a minute by a device of the anchor, and by no one else', async () => {
    const { provider, anchor } = await network.registered();
    const stranger = await network.registered();
    const { der } = await sessionKey();
    const { service } = provider;
    const [, expiration] = await service.prepare_delegation(anchor, PORTAL, der, []);
    const asked = [anchor, PORTAL, der, expiration] as const;
    expect(await service.get_delegation(...asked)).toHaveProperty('signed_delegation');
    await expect(stranger.provider.service.get_delegation(...asked)).rejects.toThrow('NotDevice');
    await expect(network.as().service.get_delegation(...asked)).rejects.toThrow('AnonymousCaller');
    const nothing = { no_such_delegation: null };
    expect(await service.get_delegation(anchor, MINISTRY, der, expiration)).toEqual(nothing);
    expect(await service.get_delegation(anchor, PORTAL, der, expiration + 1n)).toEqual(nothing);
    await network.advance(59_000);
    expect(await service.get_delegation(...asked)).toHaveProperty('signed_delegation');
    await network.advance(1_000);
    expect(await service.get_delegation(...asked)).toEqual(nothing);
  });

  it('is prepared for nobody else’s anchor', async () => {
    const [mine, theirs] = [await network.registered(), await network.registered()];
    const { der } = await sessionKey();
    const { service } = mine.provider;
    await expect(service.prepare_delegation(theirs.anchor, PORTAL, der, [])).rejects.toThrow('NotDevice');
    await expect(service.get_principal(theirs.anchor, PORTAL)).rejects.toThrow('NotDevice');
    await expect(service.prepare_delegation(1n, PORTAL, der, [])).rejects.toThrow('NotDevice');
    const { anchor } = theirs;
    const refused = { NotDevice: { anchor } };
    const request = { anchor, origin: PORTAL, sessionKey: der };
    expect(await refusalOf(prepareAndGetDelegation(mine.provider, request))).toEqual(refused);
    expect(await refusalOf(readPrincipal(mine.provider, anchor, PORTAL))).toEqual(refused);
  });

  it('is signed at a bounded rate for each front-end, and the next one waits for its time', async () => {
    const { provider, anchor } = await network.registered();
    const { der } = await sessionKey();
    const prepare = (origin: string) => provider.service.prepare_delegation(anchor, origin, der, []);
    for (let count = 0; count < 8; count += 1) await prepare(PORTAL);
    await expect(prepare(PORTAL)).rejects.toThrow('RateLimited');
    const request = { anchor, origin: PORTAL, sessionKey: der };
    const refusal = await refusalOf(prepareAndGetDelegation(provider, request));
    expect(refusal).toHaveProperty('RateLimited.class', 'signatures');
    await prepare(MINISTRY);
    await network.advance(7_500);
    await prepare(PORTAL);
  });
});

describe('pseudonyms', () => {
  it('differ for each front-end and each person, and are what they were each time', async () => {
    const [one, two] = [await network.registered(), await network.registered()];
    const origins = [PORTAL, MINISTRY, 'http://127.0.0.1:4943', 'https://localhost:4943'];
    const principals = new Set<string>();
    for (const { provider, anchor } of [one, two]) {
      for (const origin of origins) {
        principals.add((await readPrincipal(provider, anchor, origin)).toText());
        principals.add((await readPrincipal(provider, anchor, origin)).toText());
      }
    }
    expect(principals.size).toBe(8);
  });

  it('are one for the two gateways of the Internet Computer', async () => {
    const { provider, anchor } = await network.registered();
    const at = async (origin: string) => (await readPrincipal(provider, anchor, origin)).toText();
    const id = 'rdmx6-jaaaa-aaaaa-aaadq-cai';
    expect(await at(`https://${id}.icp0.io`)).toBe(await at(`https://${id}.ic0.app`));
    expect(await at(`https://${id}.raw.icp0.io`)).not.toBe(await at(`https://${id}.ic0.app`));
  });

  it.each(['', 'portal', 'https://', 'https://a/', 'https://a/path', 'HTTPS://A', 'https://ü.pk', 'ftp://a'])(
    'are derived for no origin such as "%s"',
    async (origin) => {
      const { provider, anchor } = await network.registered();
      await expect(provider.service.get_principal(anchor, origin)).rejects.toThrow('Invalid');
    },
  );
});

describe('the rules of keys', () => {
  it('let a phrase be no passkey, and a passkey no phrase', async () => {
    const { key, data } = recoveryPhrase(200);
    const asPasskey = { ...data, key_type: { platform: null } };
    expect(await refusalOf(registerAnchor(network.as(key), asPasskey))).toHaveProperty('Invalid');
    const device = passkey();
    const asPhrase = { ...device.data('Phrase'), key_type: { seed_phrase: null } };
    expect(await refusalOf(registerAnchor(network.as(device), asPhrase))).toHaveProperty('Invalid');
  });

  it('let an anchor begin with a recovery phrase', async () => {
    const { key, data } = recoveryPhrase(201);
    const anchor = await registerAnchor(network.as(key), data);
    expect((await readAnchor(network.as(key), anchor)).devices).toHaveLength(1);
    const other = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(202));
    expect(await refusalOf(readAnchor(network.as(other), anchor))).toEqual({ NotDevice: { anchor } });
  });
});
