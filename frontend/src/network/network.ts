import { openVault, type Vault } from '@indus/client';
import type { Caller } from './caller.ts';

/** Everything a home needs to read and write: the canisters, reached as one caller. */
export interface Network extends Caller {
  readonly vault: Vault;
}

const opened = new WeakMap<Caller, Network>();

/** The network as a caller sees it; the same for the same caller, with what it has learnt of shards. Nothing is sent. */
export function openNetwork(caller: Caller): Network {
  const known = opened.get(caller);
  if (known) return known;
  const network = { ...caller, vault: openVault(caller.connection, caller.configuration.canisters.vault) };
  opened.set(caller, network);
  return network;
}
