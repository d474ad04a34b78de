import { DelegationChain, Ed25519KeyIdentity } from '@dfinity/identity';
import { expect, test, vi } from 'vitest';
import { RenewingIdentity } from './renewing-identity.ts';

const MINUTE_MS = 60_000;
const provider = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(1));
const key = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(2));
const REQUEST = { body: {}, request: { headers: new Headers() } } as never;

async function chainUntil(endMs: number): Promise<DelegationChain> {
  return DelegationChain.create(provider, key.getPublicKey(), new Date(endMs));
}

/** An identity whose delegation ends in 15 minutes, at a time that the test moves. */
async function renewing(renew: () => Promise<DelegationChain | undefined>) {
  const time = { nowMs: 0 };
  const onOver = vi.fn();
  const asked = vi.fn(renew);
  const world = { nowMs: () => time.nowMs, renew: asked, onOver };
  const identity = new RenewingIdentity(key, await chainUntil(15 * MINUTE_MS), world);
  return { time, identity, asked, onOver };
}

test('a call five minutes before the end renews first, one a moment earlier does not', async () => {
  const { time, identity, asked } = await renewing(() => chainUntil(25 * MINUTE_MS));
  time.nowMs = 10 * MINUTE_MS - 1;
  await identity.transformRequest(REQUEST);
  expect(asked).not.toHaveBeenCalled();
  time.nowMs = 10 * MINUTE_MS;
  await identity.transformRequest(REQUEST);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(identity.renewAtMs()).toBe(20 * MINUTE_MS);
  await identity.transformRequest(REQUEST);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('calls at the same time wait for one renewal; the principal stays', async () => {
  const { time, identity, asked } = await renewing(() => chainUntil(40 * MINUTE_MS));
  const before = identity.getPrincipal().toText();
  time.nowMs = 14 * MINUTE_MS;
  await Promise.all([1, 2, 3].map(() => identity.transformRequest(REQUEST)));
  expect(asked).toHaveBeenCalledTimes(1);
  expect(identity.getPrincipal().toText()).toBe(before);
});

test('a renewal that fails leaves the call to what is there, and is tried again half a minute later', async () => {
  const { time, identity, asked, onOver } = await renewing(() => Promise.reject(new TypeError('no route')));
  time.nowMs = 12 * MINUTE_MS;
  await identity.transformRequest(REQUEST);
  await identity.transformRequest(REQUEST);
  expect(asked).toHaveBeenCalledTimes(1);
  time.nowMs += MINUTE_MS / 2;
  await identity.transformRequest(REQUEST);
  expect(asked).toHaveBeenCalledTimes(2);
  expect(onOver).not.toHaveBeenCalled();
});

test('a session that is over is told', async () => {
  const { time, identity, onOver } = await renewing(() => Promise.resolve(undefined));
  time.nowMs = 12 * MINUTE_MS;
  await identity.renew();
  expect(onOver).toHaveBeenCalledTimes(1);
});
