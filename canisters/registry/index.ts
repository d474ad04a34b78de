import '@indus/kit/globals';
import { init, inspectMessage, postUpgrade } from 'azle';
import { azleSystem } from '@indus/kit/azle-system';
import { mayEnter, primeReplies, serveInit } from '@indus/kit/endpoint';
import { BoardMembers } from './board.ts';
import { theRegistry } from './door.ts';
import { Reads } from './door-reads.ts';
import { Writes } from './door-writes.ts';
import { install, upgrade } from './install.ts';
import { REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { METHODS } from './methods.ts';
import { RegisterReads, RegisterWrites } from './registers/door.ts';

const MANUAL = { manual: true } as const;

class Lifecycle {
  @init([BoardMembers], MANUAL)
  install(): void {
    primeReplies(METHODS);
    serveInit<[BoardMembers]>([BoardMembers], REQUEST_SIZE_BYTES_MAX, theRegistry().host, (env, board) =>
      install(theRegistry(), env, board),
    );
  }

  // Azle wants the parameters of init here; the argument is not looked at.
  @postUpgrade([BoardMembers], MANUAL)
  upgrade(): void {
    primeReplies(METHODS);
    serveInit([], 0, theRegistry().host, (env) => upgrade(theRegistry(), env));
  }

  @inspectMessage(MANUAL)
  inspect(): boolean {
    return mayEnter(METHODS, azleSystem);
  }
}

/** The door of the registry: every method as declared in registry.did, and nothing else. */
export default [Lifecycle, Writes, Reads, RegisterWrites, RegisterReads];
