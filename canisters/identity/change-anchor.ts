import type { Env } from '@indus/kit/env';
import type { Act } from './activity.ts';
import type { HeldAnchor, HeldDevice } from './anchor.ts';
import { isSame } from './is-same.ts';
import type { Provider } from './storage.ts';

/** What is kept of a change. */
export interface AnchorChange {
  readonly before: HeldAnchor;
  /** What becomes of it; absent: what it was. */
  readonly after?: HeldAnchor;
  readonly act: Act;
  /** The device that signed the call, if one did. */
  readonly by?: HeldDevice;
}

/** Keeps what an act makes of an anchor, with the act in its log and the time at which its device was used. */
export function changeAnchor(provider: Provider, env: Env, { before, after, act, by }: AnchorChange): void {
  const anchor = after ?? before;
  const sequence = anchor.activity;
  provider.activity.put(anchor.number, {
    sequence,
    at_ns: env.nowNs,
    device: by === undefined ? [] : [by.data.alias],
    act,
  });
  const devices = by === undefined ? anchor.devices : used(anchor.devices, by, env.nowNs);
  provider.anchors.put({ ...anchor, devices, activity: sequence + 1n }, before);
}

function used(devices: readonly HeldDevice[], by: HeldDevice, nowNs: bigint): HeldDevice[] {
  return devices.map((held) =>
    isSame(held.caller, by.caller) ? { ...held, last_used_at_ns: [nowNs] as [bigint] } : held,
  );
}
