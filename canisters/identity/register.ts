import { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { HeldAnchor, HeldDevice } from './anchor.ts';
import { checkDevice } from './check-device.ts';
import type { DeviceData } from './device.ts';
import { isSame } from './is-same.ts';
import { refuse } from './method-error.ts';
import type { RegistrationTerms } from './registration-terms.ts';
import type { Provider } from './storage.ts';

/** A first device, with what the terms of registration take. */
export interface Register {
  readonly device: DeviceData;
  readonly challenge: Uint8Array;
  readonly nonce: bigint;
}

/** What registering takes now. Errors: NotReady. */
export function registrationTerms(provider: Provider, env: Env): RegistrationTerms {
  return provider.registrations.terms(env, provider.salt, provider.configuration);
}

/**
 * Gives a new anchor to the device that calls.
 * Errors: AnonymousCaller; Invalid; NotKeyHolder; DeviceTaken; NotReady; CanisterFull; RateLimited; ProofOfWork.
 */
export function register(
  provider: Provider,
  env: Env,
  { device, challenge, nonce }: Register,
): { anchor: bigint } {
  const held = heldByCaller(provider, env, device);
  requireFree(provider, held);
  const { configuration, registrations, salt } = provider;
  registrations.check(env, salt, configuration, { challenge, nonce, pubkey: device.pubkey });
  const number = registrations.take(env, configuration);
  const anchor: HeldAnchor = {
    number,
    created_at_ns: env.nowNs,
    devices: [{ ...held, last_used_at_ns: [env.nowNs] }],
    enrolment: [],
    epoch: 0,
    delegations_end_at_ns: [],
    credentials: [],
    sessions: [],
    sessions_opened: 0n,
    activity: 1n,
  };
  provider.anchors.put(anchor, undefined);
  const act = { registered: null };
  provider.activity.put(number, { sequence: 0n, at_ns: env.nowNs, device: [device.alias], act });
  return { anchor: number };
}

/**
 * A device that proves by the call that it holds its key.
 * Errors: AnonymousCaller; Invalid; NotKeyHolder.
 */
export function heldByCaller(provider: Provider, env: Env, data: DeviceData): HeldDevice {
  provider.access.requireSigned(env);
  const held = heldOf(env, data);
  if (!isSame(held.caller, env.caller)) refuse({ NotKeyHolder: { expected: held.caller } });
  return held;
}

/** A device as it is kept from now on. Errors: Invalid. */
export function heldOf(env: Env, data: DeviceData): HeldDevice {
  checkDevice(data);
  const caller = Principal.selfAuthenticating(data.pubkey);
  return { data, caller, added_at_ns: env.nowNs, last_used_at_ns: [] };
}

/** Errors: DeviceTaken when its key or its passkey belongs to an anchor, this one too. */
export function requireFree(provider: Provider, { caller, data }: HeldDevice): void {
  const [credential] = data.credential_id;
  const taken =
    provider.anchors.numberOfCaller(caller) ??
    (credential === undefined ? undefined : provider.anchors.numberOfCredential(credential));
  if (taken !== undefined) refuse({ DeviceTaken: { anchor: taken } });
}
