import { DelegationIdentity, ECDSAKeyIdentity } from '@dfinity/identity';
import {
  addDevice,
  closeSession,
  endSession,
  listSessions,
  openEnrolment,
  openSession,
  prepareAndGetDelegation,
  readAnchor,
  renewSession,
  signOutEverywhere,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  IdentityNetwork,
  MINISTRY,
  passkey,
  PORTAL,
  type Registered,
  refusalOf,
} from './identity-network.ts';

const MINUTE_MS = 60_000;
const SECOND_NS = 1_000_000_000n;
const MINUTE_NS = 60n * SECOND_NS;
const HOUR_NS = 60n * MINUTE_NS;
const OVER = { SessionOver: null };

let network: IdentityNetwork;
beforeAll(async () => {
  network = await IdentityNetwork.start();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** A front-end with its own session key that the person signs in to. */
async function signIn({ provider, anchor }: Registered, origin = PORTAL, maxTimeToLiveNs?: bigint) {
  const key = await ECDSAKeyIdentity.generate({ extractable: false });
  const sessionKey = key.getPublicKey().toDer();
  const time = maxTimeToLiveNs === undefined ? {} : { maxTimeToLiveNs };
  const opened = await openSession(provider, { anchor, origin, sessionKey, ...time });
  const userKey = new Uint8Array(opened.chain.publicKey);
  return {
    ...opened,
    userKey,
    identity: DelegationIdentity.fromDelegation(key, opened.chain),
    renew: () => renewSession(network.as(key), { userKey, sessionKey }),
    close: () => closeSession(network.as(key), userKey),
  };
}

describe('a session', () => {
  it('has delegations of a quarter of an hour, renewed by its own key for eight hours', async () => {
    const person = await network.registered();
    const startNs = network.subnet.timeNs;
    const session = await signIn(person);
    expect((session.expiresAtNs - startNs) / SECOND_NS).toBe(15n * 60n);
    expect((session.endsAtNs - startNs) / SECOND_NS).toBe(8n * 3_600n);
    await network.advance(14 * MINUTE_MS);
    const renewed = await session.renew();
    expect(renewed.expiresAtNs).toBeGreaterThan(session.expiresAtNs);
    expect(new Uint8Array(renewed.chain.publicKey)).toEqual(session.userKey);
    expect(renewed.endsAtNs).toBe(session.endsAtNs);
    const { delegations } = renewed.chain;
    expect(delegations[0]?.delegation.expiration).toBe(renewed.expiresAtNs);
  });

  it('is renewed to its end and not beyond', async () => {
    const session = await signIn(await network.registered(), PORTAL, 20n * MINUTE_NS);
    await network.advance(19 * MINUTE_MS);
    expect((await session.renew()).expiresAtNs).toBe(session.endsAtNs);
    await network.advance(MINUTE_MS);
    expect(await refusalOf(session.renew())).toEqual(OVER);
  });

  it('is renewed by no other key, and not by its own delegation', async () => {
    const person = await network.registered();
    const session = await signIn(person);
    const sessionKey = (await ECDSAKeyIdentity.generate()).getPublicKey().toDer();
    const request = { userKey: session.userKey, sessionKey };
    expect(await refusalOf(renewSession(network.as(session.identity), request))).toEqual(OVER);
    expect(await refusalOf(renewSession(person.provider, request))).toEqual(OVER);
  });

  it('cannot be taken over by a person who names its key', async () => {
    const victim = await network.registered();
    const thief = await network.registered();
    const key = await ECDSAKeyIdentity.generate({ extractable: false });
    const sessionKey = key.getPublicKey().toDer();
    const mine = await openSession(victim.provider, { anchor: victim.anchor, origin: PORTAL, sessionKey });
    await openSession(thief.provider, { anchor: thief.anchor, origin: PORTAL, sessionKey });
    const userKey = new Uint8Array(mine.chain.publicKey);
    const renewed = await renewSession(network.as(key), { userKey, sessionKey });
    expect(new Uint8Array(renewed.chain.publicKey)).toEqual(userKey);
  });

  it('is listed with where, since when and by which device, and ended from there', async () => {
    const person = await network.registered();
    const [portal, ministry] = [await signIn(person), await signIn(person, MINISTRY)];
    const listed = await listSessions(person.provider, person.anchor);
    expect(listed.map(({ id, origin }) => [id, origin])).toEqual([
      [1n, PORTAL],
      [2n, MINISTRY],
    ]);
    expect(listed[0]?.device).toEqual(person.device.der);
    await endSession(person.provider, person.anchor, 1n);
    expect(await refusalOf(portal.renew())).toEqual(OVER);
    expect(await refusalOf(endSession(person.provider, person.anchor, 1n))).toEqual(OVER);
    await ministry.renew();
  });

  it('is closed by its own key', async () => {
    const session = await signIn(await network.registered());
    await session.close();
    expect(await refusalOf(session.renew())).toEqual(OVER);
    expect(await refusalOf(session.close())).toEqual(OVER);
  });

  it('gives way to a thirty-third when it was renewed the longest ago', async () => {
    const person = await network.registered();
    const first = await signIn(person, 'https://a0.example.pk');
    const second = await signIn(person, 'https://a1.example.pk');
    for (let count = 2; count < 32; count += 1) await signIn(person, `https://a${count}.example.pk`);
    await network.advance(MINUTE_MS);
    await first.renew();
    await signIn(person, 'https://a32.example.pk');
    expect(await listSessions(person.provider, person.anchor)).toHaveLength(32);
    await first.renew();
    expect(await refusalOf(second.renew())).toEqual(OVER);
  });
});

describe('signing out everywhere', () => {
  it('ends all sessions and the enrolment at once, and tells how long delegations live on', async () => {
    const person = await network.registered();
    const { provider, anchor } = person;
    const laptop = passkey();
    await addDevice(provider, anchor, laptop.data('Laptop'));
    const sessions = [await signIn(person), await signIn(person, MINISTRY)];
    await openEnrolment(provider, anchor);
    const { epoch, delegationsEndAtNs } = await signOutEverywhere(network.as(laptop), anchor);
    expect(epoch).toBe(1);
    expect(delegationsEndAtNs).toBe(sessions[1]?.expiresAtNs);
    for (const session of sessions) expect(await refusalOf(session.renew())).toEqual(OVER);
    expect(await listSessions(provider, anchor)).toEqual([]);
    const shown = await readAnchor(provider, anchor);
    expect([shown.epoch, shown.enrolment]).toEqual([1, []]);
    // What was signed lives on until then, and not a moment longer.
    const [session] = sessions;
    const stranger = { NotDevice: { anchor } };
    const call = () => readAnchor(network.as(session?.identity), anchor);
    expect(await refusalOf(call())).toEqual(stranger);
    await network.advance(15 * MINUTE_MS);
    await expect(call()).rejects.toThrow('delegation expiry');
    expect(await signOutEverywhere(provider, anchor)).toEqual({ epoch: 2 });
  });

  it('tells of a long delegation too, which it cannot end', async () => {
    const { provider, anchor } = await network.registered();
    const key = await ECDSAKeyIdentity.generate({ extractable: false });
    const sessionKey = key.getPublicKey().toDer();
    const request = { anchor, origin: PORTAL, sessionKey, maxTimeToLiveNs: 8n * HOUR_NS };
    const chain = await prepareAndGetDelegation(provider, request);
    const { delegationsEndAtNs } = await signOutEverywhere(provider, anchor);
    expect(delegationsEndAtNs).toBe(chain.delegations[0]?.delegation.expiration);
  });

  it('is for the devices of the anchor', async () => {
    const [mine, theirs] = [await network.registered(), await network.registered()];
    const { anchor } = theirs;
    expect(await refusalOf(signOutEverywhere(mine.provider, anchor))).toEqual({ NotDevice: { anchor } });
  });
});
