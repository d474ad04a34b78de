import {
  connect,
  type Connection,
  type Identity,
  openRegistry,
  openVault,
  type Principal,
  type Registry,
  type Vault,
} from '@indus/client';
import { type Configuration, networkAddress } from './configuration.ts';

/** Everything a home needs to read and write: the canisters, reached as one caller. */
export interface Network {
  readonly configuration: Configuration;
  readonly connection: Connection;
  readonly registry: Registry;
  readonly vault: Vault;
  /** Who calls; the anonymous principal when nobody is signed in. */
  readonly principal: Principal;
}

/** The network as one caller sees it; anonymous unless an identity is given. Nothing is sent. */
export function openNetwork(configuration: Configuration, origin: string, identity?: Identity): Network {
  const connection = connect({
    url: networkAddress(configuration, origin),
    ...(configuration.rootKey ? { rootKey: configuration.rootKey } : {}),
    ...(identity ? { identity } : {}),
  });
  return {
    configuration,
    connection,
    registry: openRegistry(connection, configuration.canisters.registry),
    vault: openVault(connection, configuration.canisters.vault),
    principal: connection.principal,
  };
}
