import {
  connect,
  type Connection,
  type Identity,
  openRegistry,
  type Principal,
  type Registry,
} from '@indus/client';
import { type Configuration, networkAddress } from './configuration.ts';

/** The network's registry as one caller reaches it: all that the frame of a page asks for. */
export interface Caller {
  readonly configuration: Configuration;
  readonly connection: Connection;
  readonly registry: Registry;
  /** Who calls; the anonymous principal when nobody is signed in. */
  readonly principal: Principal;
}

/** A caller; anonymous unless an identity is given. Nothing is sent. */
export function openCaller(configuration: Configuration, origin: string, identity?: Identity): Caller {
  const connection = connect({
    url: networkAddress(configuration, origin),
    ...(configuration.rootKey ? { rootKey: configuration.rootKey } : {}),
    ...(identity ? { identity } : {}),
  });
  const registry = openRegistry(connection, configuration.canisters.registry);
  return { configuration, connection, registry, principal: connection.principal };
}
