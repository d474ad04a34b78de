import { DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import {
  encodeIdentityInit,
  lookupDevices,
  openEnrolment,
  openSession,
  proposeDevice,
  readAnchor,
  readPrincipal,
  registerAnchor,
  renewSession,
  confirmDevice,
  listActivity,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityNetwork, MINISTRY, passkey, PORTAL, refusalOf } from './identity-network.ts';

let network: IdentityNetwork;
beforeAll(async () => {
  network = await IdentityNetwork.start();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

describe('an upgrade', () => {
  it('keeps anchors, principals, sessions, enrolments and signatures that wait', async () => {
    const device = passkey();
    const provider = network.as(device);
    const anchor = await registerAnchor(provider, device.data('Telephone'));
    const principals = () =>
      Promise.all([PORTAL, MINISTRY].map(async (at) => (await readPrincipal(provider, anchor, at)).toText()));
    const before = await principals();
    const key = await ECDSAKeyIdentity.generate({ extractable: false });
    const sessionKey = key.getPublicKey().toDer();
    const { chain } = await openSession(provider, { anchor, origin: PORTAL, sessionKey });
    const laptop = passkey();
    await openEnrolment(provider, anchor);
    const { code } = await proposeDevice(network.as(laptop), anchor, laptop.data('Laptop'));
    const [userKey, expiration] = await provider.service.prepare_delegation(anchor, MINISTRY, sessionKey, []);
    const shown = await readAnchor(provider, anchor);

    await network.install('upgrade', encodeIdentityInit());

    expect(await principals()).toEqual(before);
    expect(await readAnchor(provider, anchor)).toEqual(shown);
    const waiting = await provider.service.get_delegation(anchor, MINISTRY, sessionKey, expiration);
    expect(waiting).toHaveProperty('signed_delegation');
    expect(userKey.length).toBeGreaterThan(0);
    const signedIn = DelegationIdentity.fromDelegation(key, chain);
    expect(await refusalOf(readAnchor(network.as(signedIn), anchor))).toEqual({ NotDevice: { anchor } });
    const renewed = await renewSession(network.as(key), {
      userKey: new Uint8Array(chain.publicKey),
      sessionKey,
    });
    expect(renewed.chain.publicKey).toEqual(chain.publicKey);
    await confirmDevice(provider, anchor, code);
    expect(await lookupDevices(network.as(), anchor)).toHaveLength(2);
    expect(await listActivity(provider, anchor)).toHaveLength(6);
    const next = passkey();
    expect(await registerAnchor(network.as(next), next.data('Next'))).toBe(anchor + 1n);
  });

  it('widens the range of anchors and changes the rate, and never narrows the range', async () => {
    const rate = { time_per_token_ns: 1_000_000_000n, max_tokens: 2n };
    const range = { from: 10_000n, to: 20_000_000n };
    await network.install('upgrade', encodeIdentityInit({ anchors: [range], register_rate_limit: [rate] }));
    for (const anchors of [
      { from: 10_000n, to: 19_999_999n },
      { from: 10_001n, to: 20_000_000n },
    ]) {
      const narrower = network.install('upgrade', encodeIdentityInit({ anchors: [anchors] }));
      await expect(narrower).rejects.toThrow('Invalid');
    }
  });
});

describe('mass registration', () => {
  it('costs work from half of what is allowed on, is held back at all of it, and goes on with time', async () => {
    const rate = { time_per_token_ns: 60_000_000_000n, max_tokens: 4n };
    await network.install('upgrade', encodeIdentityInit({ register_rate_limit: [rate] }));
    await network.advance(10 * 60_000);
    const terms = async () => {
      const answer = await network.as().service.registration_terms();
      return 'Ok' in answer ? answer.Ok.zero_bits : undefined;
    };
    const register = () => {
      const device = passkey();
      return registerAnchor(network.as(device), device.data('One of many'));
    };
    const asked: (number | undefined)[] = [];
    for (let count = 0; count < 4; count += 1) {
      asked.push(await terms());
      await register();
    }
    expect(asked).toEqual([0, 0, 0, 17]);
    expect(await terms()).toBe(22);
    const device = passkey();
    const without = await network.as(device).service.register({
      device: device.data('Lazy'),
      challenge: new Uint8Array(32),
      nonce: 0n,
    });
    expect(without).toHaveProperty('Err.RateLimited.class', 'registrations');
    await network.advance(60_000);
    const lazy = await network.as(device).service.register({
      device: device.data('Lazy'),
      challenge: new Uint8Array(32),
      nonce: 0n,
    });
    expect(lazy).toHaveProperty('Err.ProofOfWork.zero_bits', 17);
    await register();
  });
});

describe('the range of anchors', () => {
  it('has an end', async () => {
    const small = await IdentityNetwork.start({ anchors: [{ from: 5n, to: 7n }] }, network.subnet);
    const register = async () => {
      const device = passkey();
      return registerAnchor(small.as(device), device.data('One'));
    };
    expect([await register(), await register()]).toEqual([5n, 6n]);
    expect(await refusalOf(register())).toEqual({ CanisterFull: { limit: 2n } });
  });
});
