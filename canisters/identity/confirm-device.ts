import type { Env } from '@indus/kit/env';
import { RecordedRefusal } from '@indus/kit/refusal';
import type { HeldEnrolment } from './anchor.ts';
import { changeAnchor } from './change-anchor.ts';
import { enrolmentOf, requireRoom } from './enrolment.ts';
import { refuse } from './method-error.ts';
import type { MethodError } from './method-error.ts';
import { heldOf, requireFree } from './register.ts';
import { requireDevice } from './require-device.ts';
import type { Owned } from './require-device.ts';
import type { Provider } from './storage.ts';

/** The code that a proposed device shows. */
export interface ConfirmDevice {
  readonly anchor: bigint;
  readonly code: string;
}

/**
 * Takes the proposed device to the anchor when the code is the one that it shows; ends the enrolment.
 * Errors: AnonymousCaller; NotDevice; EnrolmentClosed; NothingProposed; WrongCode, which is counted and with the last try ends
 * the enrolment; DeviceTaken; TooMany.
 */
export function confirmDevice(provider: Provider, env: Env, { anchor: number, code }: ConfirmDevice): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const [enrolment] = enrolmentOf(env, anchor);
  if (enrolment === undefined) refuse({ EnrolmentClosed: { anchor: number } });
  const [proposed] = enrolment.proposed;
  if (proposed === undefined) refuse({ NothingProposed: { anchor: number } });
  if (code !== proposed.code) return countWrongCode(provider, env, { anchor, device }, enrolment);
  requireRoom(anchor);
  const held = heldOf(env, proposed.data);
  requireFree(provider, held);
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, devices: [...anchor.devices, held], enrolment: [] },
    act: { device_added: { alias: held.data.alias } },
    by: device,
  });
  return null;
}

function countWrongCode(
  provider: Provider,
  env: Env,
  { anchor, device: by }: Owned,
  enrolment: HeldEnrolment,
): never {
  const proposed = enrolment.proposed.map((device) => ({ ...device, retries_left: device.retries_left - 1 }));
  const left = proposed[0]?.retries_left ?? 0;
  const next: [] | [HeldEnrolment] =
    left === 0 ? [] : [{ ...enrolment, proposed: proposed as HeldEnrolment['proposed'] }];
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, enrolment: next },
    act: { code_wrong: null },
    by,
  });
  throw new RecordedRefusal<MethodError>({ WrongCode: { retries_left: left } });
}
