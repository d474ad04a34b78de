import type { Env } from '@indus/kit/env';
import type { HeldAnchor, HeldEnrolment } from './anchor.ts';
import { changeAnchor } from './change-anchor.ts';
import type { DeviceData } from './device.ts';
import { CODE_TRIES, DEVICES_MAX, ENROLMENT_NS } from './limits.ts';
import { refuse } from './method-error.ts';
import { heldByCaller, requireFree } from './register.ts';
import { requireDevice } from './require-device.ts';
import type { Provider } from './storage.ts';

const CODE_DIGITS = 6;
const CODES = 10n ** BigInt(CODE_DIGITS);

/** A device for an anchor. */
export interface DeviceOfAnchor {
  readonly anchor: bigint;
  readonly device: DeviceData;
}

/** The enrolment of an anchor, while it goes on. */
export function enrolmentOf(env: Env, { enrolment }: HeldAnchor): [] | [HeldEnrolment] {
  const [open] = enrolment;
  return open === undefined || open.expires_at_ns <= env.nowNs ? [] : [open];
}

/**
 * Lets one further device be proposed for a while; what was proposed before is forgotten.
 * Errors: AnonymousCaller; NotDevice; TooMany.
 */
export function openEnrolment(provider: Provider, env: Env, number: bigint): { expires_at_ns: bigint } {
  const { anchor, device } = requireDevice(provider, env, number);
  requireRoom(anchor);
  const expires = env.nowNs + ENROLMENT_NS;
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, enrolment: [{ expires_at_ns: expires, proposed: [] }] },
    act: { enrolment_opened: null },
    by: device,
  });
  return { expires_at_ns: expires };
}

/** Ends an enrolment; no effect without one. Errors: AnonymousCaller; NotDevice. */
export function closeEnrolment(provider: Provider, env: Env, number: bigint): null {
  const { anchor, device } = requireDevice(provider, env, number);
  if (anchor.enrolment.length === 0) return null;
  const act = { enrolment_closed: null };
  changeAnchor(provider, env, { before: anchor, after: { ...anchor, enrolment: [] }, act, by: device });
  return null;
}

/**
 * Proposes the device that calls, and answers the code that it shows. It is none of the anchor's until an older one confirms
 * it by that code: only who holds both can.
 * Errors: AnonymousCaller; Invalid; NotKeyHolder; EnrolmentClosed; DeviceAlreadyProposed; DeviceTaken; NotReady.
 */
export function proposeDevice(
  provider: Provider,
  env: Env,
  { anchor: number, device }: DeviceOfAnchor,
): { code: string; expires_at_ns: bigint } {
  const held = heldByCaller(provider, env, device);
  const anchor = provider.anchors.get(number);
  const [enrolment] = anchor === undefined ? [] : enrolmentOf(env, anchor);
  if (anchor === undefined || enrolment === undefined) refuse({ EnrolmentClosed: { anchor: number } });
  if (enrolment.proposed.length > 0) refuse({ DeviceAlreadyProposed: { anchor: number } });
  requireFree(provider, held);
  const code = drawCode(provider);
  const proposed = { data: device, code, retries_left: CODE_TRIES };
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, enrolment: [{ ...enrolment, proposed: [proposed] }] },
    act: { device_proposed: { alias: device.alias } },
  });
  return { code, expires_at_ns: enrolment.expires_at_ns };
}

/** Errors: TooMany. */
export function requireRoom({ devices }: HeldAnchor): void {
  if (devices.length >= DEVICES_MAX) refuse({ TooMany: { what: 'devices', limit: BigInt(DEVICES_MAX) } });
}

function drawCode({ random }: Provider): string {
  const [number] = new BigUint64Array(random.bytes(8).buffer);
  return String((number as bigint) % CODES).padStart(CODE_DIGITS, '0');
}
