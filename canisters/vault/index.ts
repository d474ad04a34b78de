import '@indus/kit/globals';
import { IDL } from '@dfinity/candid';
import { canisterSelf, init, inspectMessage, postUpgrade, update } from 'azle';
import { azleSystem } from '@indus/kit/azle-system';
import { registryChanged } from '@indus/kit/directory-sync';
import { mayEnter, primeReplies, serveInit } from '@indus/kit/endpoint';
import { primeRecords } from '@indus/kit/record-codec';
import { VaultInit } from './bucket.ts';
import { theVault } from './door.ts';
import { Queries, Reads } from './door-reads.ts';
import { Shards } from './door-shards.ts';
import { MinistryWrites, SubjectWrites } from './door-writes.ts';
import { install, upgrade } from './install.ts';
import { REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { METHODS } from './methods.ts';
import { RECORD_TYPES } from './record-types.ts';

const MANUAL = { manual: true } as const;

/** A Candid message without values. */
const NO_VALUES = new Uint8Array(IDL.encode([], []));

class Lifecycle {
  @init([VaultInit], MANUAL)
  install(): void {
    primeReplies(METHODS);
    primeRecords(RECORD_TYPES);
    serveInit<[VaultInit]>([VaultInit], REQUEST_SIZE_BYTES_MAX, theVault().host, (env, config) =>
      install(theVault(), env, canisterSelf(), config),
    );
  }

  // Azle wants the parameters of init here; the argument is not looked at.
  @postUpgrade([VaultInit], MANUAL)
  upgrade(): void {
    primeReplies(METHODS);
    primeRecords(RECORD_TYPES);
    serveInit([], 0, theVault().host, (env) => upgrade(theVault(), env));
  }

  @inspectMessage(MANUAL)
  inspect(): boolean {
    return mayEnter(METHODS, azleSystem);
  }

  // The registry does not wait for an answer; ingress messages are turned away at the door.
  @update([IDL.Nat64], undefined, MANUAL)
  registry_changed(): void {
    const { directory, jobs, host } = theVault();
    serveInit<[bigint]>([IDL.Nat64], REQUEST_SIZE_BYTES_MAX, host, (env, head) =>
      registryChanged(directory, jobs, env, head),
    );
    azleSystem.reply(NO_VALUES);
  }
}

/** The door of a vault shard: every method as declared in vault.did, and nothing else. */
export default [Lifecycle, Queries, Reads, MinistryWrites, SubjectWrites, Shards];
