import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { Activity } from './activity.ts';
import type { Anchor } from './anchor.ts';
import type { Credential } from './credential.ts';
import { enrolmentOf } from './enrolment.ts';
import { ACTIVITY_PAGE_MAX } from './limits.ts';
import { refuseInvalid } from './method-error.ts';
import { requireDevice } from './require-device.ts';
import { sessionsOf } from './sessions-of.ts';
import type { Provider } from './storage.ts';

/** Which part of the activity. Bounds: `limit` from 1 to ACTIVITY_PAGE_MAX. */
export interface ActivityRequest {
  readonly anchor: bigint;
  readonly before: [] | [bigint];
  readonly limit: number;
}

/**
 * All that is kept of an anchor, for its owner.
 * Errors: AnonymousCaller; NotDevice.
 */
export function readAnchor(provider: Provider, env: Env, number: bigint): Anchor {
  const { anchor, device } = requireDevice(provider, env, number);
  const sessions = sessionsOf(provider, env, anchor);
  const [enrolment] = enrolmentOf(env, anchor);
  return {
    number,
    created_at_ns: anchor.created_at_ns,
    devices: anchor.devices.map((held) => ({
      device: held.data,
      added_at_ns: held.added_at_ns,
      last_used_at_ns: held.last_used_at_ns,
      sessions: sessions.filter(({ held: { session } }) => equalBytes(session.device, held.data.pubkey))
        .length,
      current: held === device,
    })),
    enrolment:
      enrolment === undefined
        ? []
        : [
            {
              expires_at_ns: enrolment.expires_at_ns,
              proposed: enrolment.proposed.map(({ data }) => data) as [] | [Anchor['devices'][0]['device']],
            },
          ],
    epoch: anchor.epoch,
    delegations_end_at_ns: anchor.delegations_end_at_ns.filter((at) => at > env.nowNs) as [] | [bigint],
    credentials: anchor.credentials.flatMap(({ id }): Credential[] => {
      const held = provider.credentials.get(id);
      return held === undefined ? [] : [held.credential];
    }),
  };
}

/**
 * What happened to an anchor, the latest first, for its owner.
 * Errors: AnonymousCaller; NotDevice; Invalid.
 */
export function listActivity(
  provider: Provider,
  env: Env,
  { anchor: number, before, limit }: ActivityRequest,
): Activity[] {
  const { anchor } = requireDevice(provider, env, number);
  if (limit < 1 || limit > ACTIVITY_PAGE_MAX) {
    refuseInvalid('limit', `expected 1 to ${ACTIVITY_PAGE_MAX}, got ${limit}`, ACTIVITY_PAGE_MAX);
  }
  const [from = anchor.activity] = before;
  const start = from < anchor.activity ? from : anchor.activity;
  return provider.activity.list(number, anchor.activity, start, limit);
}
