import { ECDSAKeyIdentity } from '@dfinity/identity';
import {
  addDevice,
  closeEnrolment,
  confirmDevice,
  findAnchorOfPhrase,
  listActivity,
  openEnrolment,
  openSession,
  prepareAndGetDelegation,
  proposeDevice,
  protectDevice,
  readAnchor,
  readPrincipal,
  registerAnchor,
  removeDevice,
  renameDevice,
  renewSession,
  replaceDevice,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityNetwork, passkey, PORTAL, recoveryPhrase, refusalOf } from './identity-network.ts';

const ENROLMENT_MS = 15 * 60_000;
const NOBODY = '000000';

let network: IdentityNetwork;
beforeAll(async () => {
  network = await IdentityNetwork.start();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

/** A code that is not the one given. */
function otherThan(code: string): string {
  return code === NOBODY ? '000001' : NOBODY;
}

describe('a second device', () => {
  it('comes by the code that it shows, and signs in as the same person', async () => {
    const { provider, anchor } = await network.registered();
    const laptop = passkey();
    await openEnrolment(provider, anchor);
    const { code } = await proposeDevice(network.as(laptop), anchor, laptop.data('Laptop'));
    expect(code).toMatch(/^[0-9]{6}$/);
    expect(await refusalOf(readAnchor(network.as(laptop), anchor))).toEqual({ NotDevice: { anchor } });
    const [enrolment] = (await readAnchor(provider, anchor)).enrolment;
    expect(enrolment?.proposed[0]?.alias).toBe('Laptop');
    await confirmDevice(provider, anchor, code);
    const shown = await readAnchor(network.as(laptop), anchor);
    expect(shown.devices.map(({ device, current }) => [device.alias, current])).toEqual([
      ['Telephone', false],
      ['Laptop', true],
    ]);
    expect(shown.enrolment).toEqual([]);
    const [one, two] = [
      await readPrincipal(provider, anchor, PORTAL),
      await readPrincipal(network.as(laptop), anchor, PORTAL),
    ];
    expect(one.toText()).toBe(two.toText());
  });

  it('does not come by a wrong code; the fifth ends the enrolment', async () => {
    const { provider, anchor } = await network.registered();
    const laptop = passkey();
    await openEnrolment(provider, anchor);
    const { code } = await proposeDevice(network.as(laptop), anchor, laptop.data('Laptop'));
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await refusalOf(confirmDevice(provider, anchor, otherThan(code)))).toEqual({
        WrongCode: { retries_left: left },
      });
    }
    expect(await refusalOf(confirmDevice(provider, anchor, code))).toEqual({ EnrolmentClosed: { anchor } });
    expect((await readAnchor(provider, anchor)).devices).toHaveLength(1);
  });

  it('comes by the right code after four wrong ones', async () => {
    const { provider, anchor } = await network.registered();
    const laptop = passkey();
    await openEnrolment(provider, anchor);
    const { code } = await proposeDevice(network.as(laptop), anchor, laptop.data('Laptop'));
    for (let count = 0; count < 4; count += 1)
      await refusalOf(confirmDevice(provider, anchor, otherThan(code)));
    await confirmDevice(provider, anchor, code);
  });

  it('comes within a quarter of an hour, and not after', async () => {
    const { provider, anchor } = await network.registered();
    const [laptop, tablet] = [passkey(), passkey()];
    await openEnrolment(provider, anchor);
    const shown = await proposeDevice(network.as(laptop), anchor, laptop.data('Laptop'));
    await network.advance(ENROLMENT_MS - 1_000);
    await confirmDevice(provider, anchor, shown.code);
    await openEnrolment(provider, anchor);
    const late = await proposeDevice(network.as(tablet), anchor, tablet.data('Tablet'));
    await network.advance(ENROLMENT_MS);
    expect(await refusalOf(confirmDevice(provider, anchor, late.code))).toEqual({
      EnrolmentClosed: { anchor },
    });
    expect((await readAnchor(provider, anchor)).enrolment).toEqual([]);
  });

  it('is one at a time, when asked for, and only by its own key', async () => {
    const { provider, anchor } = await network.registered();
    const [laptop, thief] = [passkey(), passkey()];
    const propose = (who: typeof laptop, what = who) =>
      proposeDevice(network.as(who), anchor, what.data('Laptop'));
    expect(await refusalOf(propose(laptop))).toEqual({ EnrolmentClosed: { anchor } });
    expect(await refusalOf(confirmDevice(provider, anchor, NOBODY))).toEqual({ EnrolmentClosed: { anchor } });
    await openEnrolment(provider, anchor);
    expect(await refusalOf(confirmDevice(provider, anchor, NOBODY))).toEqual({ NothingProposed: { anchor } });
    expect(await refusalOf(propose(thief, laptop))).toHaveProperty('NotKeyHolder');
    await propose(laptop);
    expect(await refusalOf(propose(thief))).toEqual({ DeviceAlreadyProposed: { anchor } });
    await closeEnrolment(provider, anchor);
    expect(await refusalOf(propose(thief))).toEqual({ EnrolmentClosed: { anchor } });
  });
});

describe('removing a device', () => {
  it('ends at once what it may do: delegations, sessions, everything', async () => {
    const { provider, anchor } = await network.registered();
    const laptop = passkey();
    await addDevice(provider, anchor, laptop.data('Laptop'));
    const key = await ECDSAKeyIdentity.generate({ extractable: false });
    const sessionKey = key.getPublicKey().toDer();
    const request = { anchor, origin: PORTAL, sessionKey };
    const { chain } = await openSession(network.as(laptop), request);
    const userKey = new Uint8Array(chain.publicKey);
    await renewSession(network.as(key), { userKey, sessionKey });
    await removeDevice(provider, anchor, laptop.der);
    const notDevice = { NotDevice: { anchor } };
    expect(await refusalOf(prepareAndGetDelegation(network.as(laptop), request))).toEqual(notDevice);
    expect(await refusalOf(openSession(network.as(laptop), request))).toEqual(notDevice);
    expect(await refusalOf(readAnchor(network.as(laptop), anchor))).toEqual(notDevice);
    expect(await refusalOf(renewSession(network.as(key), { userKey, sessionKey }))).toEqual({
      SessionOver: null,
    });
  });

  it('leaves an anchor its last device', async () => {
    const { device, provider, anchor } = await network.registered();
    expect(await refusalOf(removeDevice(provider, anchor, device.der))).toEqual({ LastDevice: { anchor } });
    const laptop = passkey();
    await addDevice(provider, anchor, laptop.data('Laptop'));
    await removeDevice(provider, anchor, device.der);
    expect(await refusalOf(removeDevice(network.as(laptop), anchor, laptop.der))).toEqual({
      LastDevice: { anchor },
    });
  });

  it('lets its key and its passkey be used anew', async () => {
    const { provider, anchor } = await network.registered();
    const laptop = passkey();
    await addDevice(provider, anchor, laptop.data('Laptop'));
    expect(await refusalOf(addDevice(provider, anchor, laptop.data('Again')))).toEqual({
      DeviceTaken: { anchor },
    });
    await removeDevice(provider, anchor, laptop.der);
    expect(await registerAnchor(network.as(laptop), laptop.data('Laptop'))).toBeGreaterThan(anchor);
  });

  it('finds no device that is not there', async () => {
    const { provider, anchor } = await network.registered();
    const missing = { DeviceNotFound: { anchor } };
    expect(await refusalOf(removeDevice(provider, anchor, passkey().der))).toEqual(missing);
    expect(await refusalOf(renameDevice(provider, anchor, passkey().der, 'Name'))).toEqual(missing);
  });
});

describe('a recovery phrase', () => {
  it('finds its anchor and signs in as the same person', async () => {
    const { provider, anchor } = await network.registered();
    const { key, data } = recoveryPhrase(1);
    await addDevice(provider, anchor, data);
    expect(await findAnchorOfPhrase(network.as(key))).toBe(anchor);
    expect(await findAnchorOfPhrase(network.as(recoveryPhrase(2).key))).toBeUndefined();
    expect(await findAnchorOfPhrase(provider)).toBeUndefined();
    const recovered = await readPrincipal(network.as(key), anchor, PORTAL);
    expect(recovered.toText()).toBe((await readPrincipal(provider, anchor, PORTAL)).toText());
  });

  it('that is protected is changed, replaced and removed by itself alone', async () => {
    const { provider, anchor } = await network.registered();
    const { key, data } = recoveryPhrase(3, true);
    const next = recoveryPhrase(4, true);
    await addDevice(provider, anchor, data);
    const pubkey = Uint8Array.from(data.pubkey);
    const refused = { DeviceProtected: { alias: data.alias } };
    expect(await refusalOf(removeDevice(provider, anchor, pubkey))).toEqual(refused);
    expect(await refusalOf(renameDevice(provider, anchor, pubkey, 'Mine'))).toEqual(refused);
    expect(await refusalOf(protectDevice(provider, anchor, pubkey, { unprotected: null }))).toEqual(refused);
    expect(await refusalOf(replaceDevice(provider, anchor, pubkey, next.data))).toEqual(refused);
    await replaceDevice(network.as(key), anchor, pubkey, next.data);
    expect(await refusalOf(readAnchor(network.as(key), anchor))).toEqual({ NotDevice: { anchor } });
    const nextKey = Uint8Array.from(next.data.pubkey);
    await protectDevice(network.as(next.key), anchor, nextKey, { unprotected: null });
    await removeDevice(provider, anchor, nextKey);
  });

  it('alone may be protected', async () => {
    const { device, provider, anchor } = await network.registered();
    const protect = protectDevice(provider, anchor, device.der, { protected: null });
    expect(await refusalOf(protect)).toHaveProperty('Invalid');
  });
});

describe('the list of devices', () => {
  it('tells names, when each was added and last used, and what it has open', async () => {
    const { device, provider, anchor } = await network.registered();
    await network.advance(60_000);
    const laptop = passkey();
    await addDevice(provider, anchor, laptop.data('Laptop'));
    await renameDevice(provider, anchor, device.der, 'My telephone');
    await network.advance(60_000);
    const laterNs = network.subnet.timeNs;
    const key = await ECDSAKeyIdentity.generate({ extractable: false });
    await openSession(network.as(laptop), { anchor, origin: PORTAL, sessionKey: key.getPublicKey().toDer() });
    const { devices } = await readAnchor(provider, anchor);
    const [telephone, other] = devices;
    expect(telephone?.device.alias).toBe('My telephone');
    expect(telephone?.last_used_at_ns[0]).toBeLessThan(laterNs);
    expect(other?.last_used_at_ns[0]).toBeGreaterThanOrEqual(laterNs);
    expect(devices.map(({ sessions, current }) => [sessions, current])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  it('has room for ten', async () => {
    const { provider, anchor } = await network.registered();
    for (let count = 1; count < 10; count += 1) {
      await addDevice(provider, anchor, passkey().data(`Device ${count}`));
    }
    const full = { TooMany: { what: 'devices', limit: 10n } };
    expect(await refusalOf(addDevice(provider, anchor, passkey().data('One more')))).toEqual(full);
    expect(await refusalOf(openEnrolment(provider, anchor))).toEqual(full);
  });
});

describe('the activity of an anchor', () => {
  it('tells its owner what happened, the latest first, and nobody else', async () => {
    const { provider, anchor } = await network.registered();
    const laptop = passkey();
    await openEnrolment(provider, anchor);
    const { code } = await proposeDevice(network.as(laptop), anchor, laptop.data('Laptop'));
    await refusalOf(confirmDevice(provider, anchor, otherThan(code)));
    await confirmDevice(provider, anchor, code);
    const entries = await listActivity(provider, anchor);
    expect(entries.map(({ sequence, device, act }) => [sequence, device[0], Object.keys(act)[0]])).toEqual([
      [4n, 'Telephone', 'device_added'],
      [3n, 'Telephone', 'code_wrong'],
      [2n, undefined, 'device_proposed'],
      [1n, 'Telephone', 'enrolment_opened'],
      [0n, 'Telephone', 'registered'],
    ]);
    const page = await listActivity(provider, anchor, { before: 3n, limit: 2 });
    expect(page.map(({ sequence }) => sequence)).toEqual([2n, 1n]);
    const stranger = await network.registered();
    expect(await refusalOf(listActivity(stranger.provider, anchor))).toEqual({ NotDevice: { anchor } });
  });
});
