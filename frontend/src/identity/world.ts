import {
  connect,
  type DeviceSession,
  type Identity,
  type IdentityProvider,
  openIdentityProvider,
  prepareDeviceSession,
} from '@indus/client';
import { type Configuration, networkAddress } from '../network/configuration.ts';
import { ConfigurationInvalid } from '../network/configuration-invalid.ts';

/** How long a device's session at this page lasts. Units: milliseconds. */
export const DEVICE_SESSION_MS = 1_800_000;
/** A session that was prepared longer ago is not begun with. */
const PREPARED_MS_MAX = 300_000;

/** What lives as long as the page of the identity provider. */
export interface World {
  readonly configuration: Configuration;
  /** The identity canister as nobody sees it. */
  readonly anonymous: IdentityProvider;
  /** The identity canister as a device sees it. */
  readonly openAs: (identity: Identity) => IdentityProvider;
  /** A session for the next passkey to sign; made in advance, for a browser asks for a passkey only right after a click. */
  readonly takeSession: () => Promise<PreparedSession>;
}

/** A session that waits for its device. */
export interface PreparedSession extends DeviceSession {
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly endsAtMs: number;
}

/** Opens the identity canister of the page's network. Errors: ConfigurationInvalid when the network has none. */
export function openWorld(configuration: Configuration, origin: string): World {
  const { identity: id } = configuration.canisters;
  if (id === undefined) throw new ConfigurationInvalid('expected canisters.identity, got none');
  const openAs = (identity?: Identity) => {
    const connection = connect({
      url: networkAddress(configuration, origin),
      ...(configuration.rootKey ? { rootKey: configuration.rootKey } : {}),
      ...(identity ? { identity } : {}),
    });
    return openIdentityProvider(connection, id);
  };
  const anonymous = openAs();
  const prepare = async (): Promise<PreparedSession> => {
    const endsAtMs = Date.now() + DEVICE_SESSION_MS;
    return { ...(await prepareDeviceSession([anonymous.canisterId], endsAtMs)), endsAtMs };
  };
  let next = prepare();
  const takeSession = async (): Promise<PreparedSession> => {
    const session = await next;
    next = prepare();
    const isFresh = session.endsAtMs - Date.now() > DEVICE_SESSION_MS - PREPARED_MS_MAX;
    return isFresh ? session : takeSession();
  };
  return { configuration, anonymous, openAs, takeSession };
}
